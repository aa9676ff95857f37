package marquee.replicas.theatres;

import java.util.ArrayList;
import java.util.List;
import marquee.protocol.Chance;
import org.jspecify.annotations.Nullable;

/// Delivers letters in any order, some of them again and again, and some copies only when the
/// operation they belong to is long over.
final class UnreliableMailbox implements Mailbox {
    private static final int LATE_MAX = 50;

    private final Chance chance;
    private final List<Letter> letters = new ArrayList<>();
    private final List<Letter> late = new ArrayList<>();
    long doubled;
    long delivered;

    UnreliableMailbox(long seed) {
        this.chance = new Chance(seed);
    }

    @Override
    public void post(Letter letter) {
        letters.add(letter);
    }

    @Override
    public @Nullable Letter take() {
        if (letters.isEmpty()) {
            return null;
        }
        delivered++;
        if (late.size() == LATE_MAX) {
            return late.remove(chance.below(LATE_MAX));
        }
        var letter = letters.get(chance.below(letters.size()));
        if (chance.happens(300)) {
            doubled++;
            if (chance.happens(500)) {
                late.add(letter);
            }
            return letter; // And stays, to be delivered again.
        }
        letters.remove(letter);
        return letter;
    }
}
