package marquee.protocol.replication;

import marquee.protocol.replication.ReplicationMessage.ToReplica;
import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/// The wire form of what a replica can be told.
final class ReplicaWire {
    private static final int ORDERED = 0x20;
    private static final int SUBSCRIBED = 0x21;
    private static final int HEAD = 0x22;
    private static final int REPLY_AGAIN = 0x23;
    private static final int PROBE = 0x24;

    private ReplicaWire() {}

    static void encode(ToReplica message, WireWriter out) {
        switch (message) {
            case ToReplica.Ordered(var entry) -> EntryCodec.encode(entry, out.u8(ORDERED));
            case ToReplica.Subscribed(var head) -> out.u8(SUBSCRIBED).varint(head);
            case ToReplica.Head(var head) -> out.u8(HEAD).varint(head);
            case ToReplica.ReplyAgain(var number, var id) ->
                    Fields.write(id, out.u8(REPLY_AGAIN).varint(number));
            case ToReplica.Probe(long nonce, long evidence) ->
                    out.u8(PROBE).varint(nonce).varint(evidence);
        }
    }

    static @Nullable ToReplica decode(WireReader in) {
        return switch (in.u8()) {
            case ORDERED -> ordered(EntryCodec.decode(in));
            case SUBSCRIBED -> new ToReplica.Subscribed(Fields.number(in));
            case HEAD -> new ToReplica.Head(Fields.number(in));
            case REPLY_AGAIN -> new ToReplica.ReplyAgain(Fields.number(in), Fields.requestId(in));
            case PROBE -> new ToReplica.Probe(in.varint(), Fields.number(in));
            default -> null;
        };
    }

    private static @Nullable ToReplica ordered(@Nullable Entry entry) {
        return entry == null ? null : new ToReplica.Ordered(entry);
    }
}
