package marquee.replicas.host;

import com.google.common.collect.ImmutableList;
import java.util.Collections;
import java.util.List;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Assignment;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.Outcome.Verdict;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd.Reply;
import marquee.protocol.replication.ReplicationMessage.ToReplica;
import marquee.protocol.replication.RequestId;
import marquee.protocol.replication.SlotReport.Biography;
import marquee.protocol.replication.Stamp;
import marquee.protocol.wire.Bytes;
import marquee.replicas.host.state.StateLimits;

/// What the tests of a replica say often.
public final class Orders {
    public static final ReplicaId R3 = new ReplicaId(3, 0);
    public static final Biography BIOGRAPHY = new Biography("registers", "", 7);
    public static final Peer SEQUENCER = new Peer(NodeId.SEQUENCER, 0, 1);
    public static final Peer FRONT_END = new Peer(NodeId.frontEnd(1), 0, 5);
    public static final Peer OTHER_FRONT_END = new Peer(NodeId.frontEnd(2), 0, 6);

    /// A group that nothing has happened to.
    public static final Membership GROUP =
            Membership.initial(
                    ImmutableList.copyOf(
                            Collections.nCopies(4, new Assignment(NodeId.manager(1), "one"))));

    private Orders() {}

    /// The limits of a replica with a state of those limits.
    public static ReplicaLimits limits(StateLimits state) {
        return new ReplicaLimits(64, 64, 16, 16, state);
    }

    public static Replica.Settings settings(ReplicaLimits limits) {
        return new Replica.Settings(R3, BIOGRAPHY, limits);
    }

    public static RequestId id(String client, long key) {
        return RequestId.isOwnSession(client)
                ? RequestId.own(client, key)
                : RequestId.named(client, Long.toString(key));
    }

    public static Entry request(long number, long millis, RequestId id, Bytes operation) {
        return new Entry(
                number, new Stamp(millis, 100), new Entry.Request(id, operation, FRONT_END));
    }

    public static Entry mark(long number, long millis) {
        return new Entry(number, new Stamp(millis, 100), new Entry.Mark(null));
    }

    public static List<Effect> tell(Replica replica, Peer from, ToReplica message) {
        return replica.on(0, new Event.Received<>(from, message));
    }

    public static List<Effect> order(Replica replica, Entry entry) {
        return tell(replica, SEQUENCER, new ToReplica.Ordered(entry));
    }

    public static Outcome executed(long number, long first, RequestId id, Bytes result) {
        return new Outcome(number, first, id, Verdict.EXECUTED, result);
    }

    public static Effect reply(Outcome outcome) {
        return new Effect.Send(FRONT_END.id(), new Reply(R3, outcome));
    }
}
