package marquee.protocol.replication;

import marquee.protocol.Message;
import marquee.protocol.MessageCodec;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.replication.ReplicationMessage.ToManager;
import marquee.protocol.replication.ReplicationMessage.ToReplica;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;
import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/// The form of [ReplicationMessage] on the wire: a type byte, then the fields in their order. Each
/// receiver's family has types of its own, and what is not of the family is not read at all.
public final class ReplicationCodec {
    private ReplicationCodec() {}

    /// What a sequencer reads.
    public static MessageCodec<ToSequencer> forSequencer() {
        return codec(SequencerWire::decode);
    }

    /// What a replica reads.
    public static MessageCodec<ToReplica> forReplica() {
        return codec(ReplicaWire::decode);
    }

    /// What a front end reads.
    public static MessageCodec<ToFrontEnd> forFrontEnd() {
        return codec(FrontEndWire::decode);
    }

    /// What a replica manager reads.
    public static MessageCodec<ToManager> forManager() {
        return codec(ManagerWire::decode);
    }

    private interface Decoder<M> {
        @Nullable M decode(WireReader in);
    }

    private static <M extends Message> MessageCodec<M> codec(Decoder<M> decoder) {
        return new MessageCodec<>() {
            @Override
            public void encode(Message message, WireWriter out) {
                switch (message) {
                    case ToSequencer told -> SequencerWire.encode(told, out);
                    case ToReplica told -> ReplicaWire.encode(told, out);
                    case ToFrontEnd told -> FrontEndWire.encode(told, out);
                    case ToManager told -> ManagerWire.encode(told, out);
                    default -> throw new IllegalArgumentException("not ours: " + message);
                }
            }

            @Override
            public @Nullable M decode(WireReader in) {
                M message = decoder.decode(in);
                return in.complete() ? message : null;
            }
        };
    }
}
