package marquee.replicas.theatres;

import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// Delivers each letter once, in the order in which they were posted.
final class InOrderMailbox implements Mailbox {
    private final ArrayDeque<Letter> letters = new ArrayDeque<>();

    @Override
    public void post(Letter letter) {
        letters.add(letter);
    }

    @Override
    public @Nullable Letter take() {
        return letters.poll();
    }
}
