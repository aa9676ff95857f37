package marquee.replicas.host;

import static marquee.replicas.host.Orders.SEQUENCER;
import static marquee.replicas.host.Orders.executed;
import static marquee.replicas.host.Orders.id;
import static marquee.replicas.host.Orders.order;
import static marquee.replicas.host.Orders.reply;
import static marquee.replicas.host.Orders.request;
import static marquee.replicas.host.Orders.tell;
import static org.assertj.core.api.Assertions.assertThat;

import marquee.protocol.Event;
import marquee.protocol.replication.ReplicationMessage.ToReplica.ReplyAgain;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Subscribed;
import marquee.protocol.wire.Bytes;
import marquee.replicas.host.state.Exports;
import marquee.replicas.host.state.Registers;
import marquee.replicas.host.state.ReplicatedState;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Numbers where narrower ones would wrap (rule P21).
class ReplicaNumbersTest {
    @ParameterizedTest
    @ValueSource(longs = {(1L << 31) - 5, (1L << 32) - 5, Long.MAX_VALUE - 1_000_000})
    void goesOnAsWithSmallOnes(long start) {
        var replica = at(start);
        tell(replica, SEQUENCER, new Subscribed(start, 0, Orders.GROUP));

        order(replica, request(start + 3, 10, id("c", 3), Registers.set(1, 3)));
        order(replica, request(start + 2, 10, id("c", 2), Registers.set(1, 2)));
        var effects = order(replica, request(start + 1, 10, id("c", 1), Registers.set(1, 1)));

        var one = executed(start + 1, start + 1, id("c", 1), Bytes.EMPTY);
        var two = executed(start + 2, start + 2, id("c", 2), Bytes.wrap((byte) 1));
        var three = executed(start + 3, start + 3, id("c", 3), Bytes.wrap((byte) 2));
        assertThat(effects).containsExactly(reply(one), reply(two), reply(three));
        assertThat(order(replica, request(start + 2, 10, id("c", 2), Registers.set(1, 2))))
                .containsExactly(reply(two));
        assertThat(tell(replica, Orders.FRONT_END, new ReplyAgain(start + 3, id("c", 3))))
                .containsExactly(reply(three));
        for (int i = 4; i <= 10_000; i++) {
            order(replica, request(start + i, 10, id("c", i), Registers.set(1, 1)));
        }
        assertThat(replica.executed()).isEqualTo(start + 10_000);
    }

    private static Replica at(long start) {
        var settings = Orders.settings(ReplicaLimits.DEFAULT);
        var state = new ReplicatedState(new Registers(), settings.limits().state());
        assertThat(state.restore(Exports.unchanged(state, start))).isTrue();
        var replica = new Replica(settings, state, ExecutionObserver.NONE);
        replica.on(0, new Event.Connected<>(SEQUENCER));
        return replica;
    }
}
