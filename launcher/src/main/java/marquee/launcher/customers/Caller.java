package marquee.launcher.customers;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import java.util.Arrays;
import java.util.Optional;
import java.util.SplittableRandom;
import marquee.client.Answer;
import marquee.client.FrontEndClient;
import marquee.client.Operation;
import marquee.client.UnreachableException;
import marquee.client.UsageException;
import marquee.launcher.scenario.Recorder.Made;
import marquee.launcher.scenario.Seen;
import marquee.launcher.scenario.Step.Call;

/// One user's way to the service: makes requests under keys of its own, measures and counts. For
/// one thread at a time.
public final class Caller {
    private final String user;
    private final FrontEndClient client;
    private final Ledger ledger;
    private final SplittableRandom keys;

    /// A caller for `user`, whose keys are made from `seed`.
    Caller(String user, FrontEndClient client, Ledger ledger, long seed) {
        this.user = user;
        this.client = client;
        this.ledger = ledger;
        keys = new SplittableRandom(seed);
    }

    /// An answer cannot be right.
    public void wrong() {
        ledger.addWrong();
    }

    /// What `operation` with `arguments` was answered; nothing if there was no answer.
    public Optional<Answer> call(Operation operation, Object... arguments)
            throws InterruptedException {
        long start = System.nanoTime();
        var key = "%s-%016x".formatted(user, keys.nextLong());
        var words =
                ImmutableList.copyOf(Lists.transform(Arrays.asList(arguments), Object::toString));
        var seen = Seen.UNKNOWN;
        try {
            var answer = client.send(operation.call(user, user, words, key));
            seen = Seen.of(answer);
            if (answer.isTransient() || answer.status() >= 500) {
                ledger.now().failed();
                return Optional.empty();
            }
            ledger.now().answered(System.nanoTime() - start, !answer.isOk());
            return Optional.of(answer);
        } catch (UnreachableException e) {
            ledger.now().failed();
            return Optional.empty();
        } catch (UsageException e) {
            throw new IllegalArgumentException(e);
        } finally {
            var call = new Call(0, user, user, 0, key, operation, words, ImmutableList.of());
            long end = seen.equals(Seen.UNKNOWN) ? Long.MAX_VALUE : System.nanoTime();
            ledger.over(new Made(call, key, start, end, seen));
        }
    }
}
