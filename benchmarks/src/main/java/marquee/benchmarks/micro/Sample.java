package marquee.benchmarks.micro;

import marquee.protocol.Message;
import marquee.protocol.MessageCodec;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationCodec;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.replication.ReplicationMessage.ToReplica;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;
import marquee.protocol.replication.RequestId;
import marquee.protocol.replication.Stamp;
import marquee.protocol.wire.Bytes;

/// The three messages that a request causes, about as long as they are in service.
public enum Sample {
    /// A front end's request.
    REQUEST,
    /// The same with its place in the order.
    ORDERED,
    /// What a replica says to it.
    REPLY;

    private static final int OPERATION_BYTES = 48;
    private static final int RESULT_BYTES = 16;
    private static final int BUSINESS_DAY = 19_492;
    private static final long MILLIS = 1_684_108_800_000L;
    private static final long NUMBER = 1_234_567;

    /// The message.
    Message message() {
        var id = RequestId.own("#1.1684108800000", 7_654_321);
        var operation = Bytes.wrap(new byte[OPERATION_BYTES]);
        var frontEnd = new Peer(NodeId.frontEnd(1), 0, MILLIS);
        return switch (this) {
            case REQUEST -> new ToSequencer.Request(NUMBER, id, MILLIS, operation);
            case ORDERED ->
                    new ToReplica.Ordered(
                            new Entry(
                                    NUMBER,
                                    new Stamp(MILLIS, BUSINESS_DAY),
                                    new Entry.Request(id, operation, frontEnd)));
            case REPLY ->
                    new ToFrontEnd.Reply(
                            new ReplicaId(1, 0),
                            new Outcome(
                                    NUMBER,
                                    NUMBER,
                                    id,
                                    Outcome.Verdict.EXECUTED,
                                    Bytes.wrap(new byte[RESULT_BYTES])));
        };
    }

    /// The codec of whoever receives it.
    MessageCodec<? extends Message> codec() {
        return switch (this) {
            case REQUEST -> ReplicationCodec.forSequencer();
            case ORDERED -> ReplicationCodec.forReplica();
            case REPLY -> ReplicationCodec.forFrontEnd();
        };
    }
}
