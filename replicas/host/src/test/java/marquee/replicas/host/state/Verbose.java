package marquee.replicas.host.state;

import com.google.common.collect.Iterables;
import java.time.LocalDate;
import marquee.applications.StateMachine;
import marquee.protocol.wire.Bytes;
import marquee.replicas.host.Orders;
import org.jspecify.annotations.Nullable;

/// Answers at length, always with the same array, and keeps nothing.
final class Verbose implements StateMachine {
    final byte[] answer;

    Verbose(int length) {
        this.answer = new byte[length];
    }

    /// The state after so many requests of one client, each answered with `length` bytes.
    static ReplicatedState asked(int requests, int length, StateLimits limits) {
        return asked(requests, new Verbose(length), limits);
    }

    static ReplicatedState asked(int requests, Verbose application, StateLimits limits) {
        var state = new ReplicatedState(application, limits);
        for (int number = 1; number <= requests; number++) {
            ask(state);
        }
        return state;
    }

    /// Executes a further request.
    static void ask(ReplicatedState state) {
        long number = state.executed() + 1;
        var id = Orders.id("client", number);
        RandomOrder.execute(state, Orders.request(number, 1, id, Bytes.EMPTY));
    }

    @Override
    public Bytes execute(LocalDate businessDate, Bytes operation, RecordChanges changes) {
        return Bytes.wrap(answer);
    }

    @Override
    public void scan(@Nullable Bytes after, RecordVisitor visitor) {
        // There is nothing.
    }

    @Override
    public boolean restore(Iterable<StateRecord> records) {
        return Iterables.isEmpty(records);
    }
}
