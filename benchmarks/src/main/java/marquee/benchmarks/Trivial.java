package marquee.benchmarks;

import java.time.LocalDate;
import java.util.Iterator;
import marquee.applications.Implementation;
import marquee.applications.StateMachine;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// The implementation `trivial`: an application that does nothing and answers the first bytes of
/// what it is asked, so that what is measured is the order, the links and the vote.
public final class Trivial implements Implementation {
    /// How many bytes it answers.
    static final int RESULT_BYTES = 16;

    @Override
    public String name() {
        return "trivial";
    }

    @Override
    public StateMachine create() {
        return new Echo();
    }

    private static final class Echo implements StateMachine {
        @Override
        public Bytes execute(LocalDate businessDate, Bytes operation, RecordChanges changes) {
            var result = new byte[Math.min(RESULT_BYTES, operation.length())];
            System.arraycopy(operation.array(), 0, result, 0, result.length);
            return Bytes.wrap(result);
        }

        @Override
        public void scan(@Nullable Bytes after, RecordVisitor visitor) {
            // There is no state.
        }

        @Override
        public boolean restore(Iterable<StateRecord> records) {
            Iterator<StateRecord> all = records.iterator();
            return !all.hasNext();
        }
    }
}
