package marquee.scenarios.state;

import com.google.common.collect.ImmutableList;
import java.util.Objects;
import marquee.applications.StateMachine;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.MembershipChange;
import marquee.protocol.replication.Outcome;
import marquee.protocol.wire.Bytes;
import marquee.replicas.host.state.ReplicatedState;
import marquee.replicas.host.state.Seal;
import marquee.replicas.host.state.StateExport;
import marquee.replicas.host.state.StateLimits;
import org.jspecify.annotations.Nullable;

/// What the tests do with replicated states.
final class States {
    private States() {}

    static ReplicatedState of(StateMachine application) {
        return new ReplicatedState(application, StateLimits.DEFAULT);
    }

    /// The state of the implementation `name` after the first `entries` of `order`.
    static ReplicatedState after(String name, BookingOrder order, int entries) {
        var state = of(Implementations.create(name));
        for (int i = 0; i < entries; i++) {
            execute(state, order.next());
        }
        return state;
    }

    static @Nullable Outcome execute(ReplicatedState state, Entry entry) {
        return switch (entry.content()) {
            case Entry.Request request -> state.execute(entry, request);
            case Entry.Mark _ -> {
                state.mark(entry);
                yield null;
            }
            case MembershipChange _ -> {
                state.pass(entry);
                yield null;
            }
        };
    }

    static StateExport export(ReplicatedState state) {
        return Objects.requireNonNull(state.export(Seal.ARCHIVE));
    }

    /// All chunks, at once.
    static ImmutableList<Bytes> chunks(ReplicatedState state) {
        return export(state).rest();
    }
}
