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
    private static final int STATE_AT = 0x25;
    private static final int WANT_CHUNK = 0x26;
    private static final int CHUNK = 0x27;
    private static final int NO_CHUNK = 0x28;
    private static final int WANT_SNAPSHOT = 0x29;
    private static final int ARCHIVED = 0x2a;
    private static final int ARCHIVED_CHUNK = 0x2b;

    private static final int MISBEHAVE = 0x2f;

    private ReplicaWire() {}

    static void encode(ToReplica message, WireWriter out) {
        switch (message) {
            case ToReplica.Ordered(var entry) -> EntryCodec.encode(entry, out.u8(ORDERED));
            case ToReplica.Subscribed(long head, long from, var membership) ->
                    MembershipWire.write(membership, out.u8(SUBSCRIBED).varint(head).varint(from));
            case ToReplica.Head(var head) -> out.u8(HEAD).varint(head);
            case ToReplica.Misbehave(var order) -> Fields.write(order, out.u8(MISBEHAVE));
            case ToReplica.ReplyAgain(var number, var id) ->
                    RequestIdCodec.encode(id, out.u8(REPLY_AGAIN).varint(number));
            case ToReplica.Probe(long nonce, long evidence) ->
                    out.u8(PROBE).varint(nonce).varint(evidence);
            case ToReplica.StateAt(var from, long number, var digest) -> {
                Fields.write(from, out.u8(STATE_AT));
                Fields.write(digest, out.varint(number));
            }
            case ToReplica.WantChunk(var from, long number, int place) -> {
                Fields.write(from, out.u8(WANT_CHUNK));
                out.varint(number).varint(place);
            }
            case ToReplica.Chunk(var from, long number, int place, var chunk) -> {
                Fields.write(from, out.u8(CHUNK));
                out.varint(number).varint(place).bytes(chunk);
            }
            case ToReplica.NoChunk(var from, long number) -> {
                Fields.write(from, out.u8(NO_CHUNK));
                out.varint(number);
            }
            case ToReplica.WantSnapshot(long number, int place) ->
                    out.u8(WANT_SNAPSHOT).varint(number).varint(place);
            case ToReplica.Archived(long number, int chunks, var sum) ->
                    out.u8(ARCHIVED).varint(number).varint(chunks).bytes(sum);
            case ToReplica.ArchivedChunk(long number, int place, var chunk) ->
                    out.u8(ARCHIVED_CHUNK).varint(number).varint(place).bytes(chunk);
        }
    }

    static @Nullable ToReplica decode(WireReader in) {
        return switch (in.u8()) {
            case ORDERED -> ordered(EntryCodec.decode(in));
            case SUBSCRIBED ->
                    new ToReplica.Subscribed(
                            Fields.number(in), Fields.number(in), MembershipWire.membership(in));
            case HEAD -> new ToReplica.Head(Fields.number(in));
            case MISBEHAVE -> new ToReplica.Misbehave(Fields.faultOrder(in));
            case REPLY_AGAIN ->
                    new ToReplica.ReplyAgain(Fields.number(in), RequestIdCodec.decode(in));
            case STATE_AT ->
                    new ToReplica.StateAt(
                            Fields.replicaId(in), Fields.number(in), Fields.digest(in));
            case WANT_CHUNK ->
                    new ToReplica.WantChunk(
                            Fields.replicaId(in), Fields.number(in), Fields.place(in));
            case CHUNK ->
                    new ToReplica.Chunk(
                            Fields.replicaId(in),
                            Fields.number(in),
                            Fields.place(in),
                            in.bytes(ToReplica.Chunk.BYTES_MAX));
            case NO_CHUNK -> new ToReplica.NoChunk(Fields.replicaId(in), Fields.number(in));
            case WANT_SNAPSHOT -> new ToReplica.WantSnapshot(Fields.number(in), Fields.place(in));
            case ARCHIVED ->
                    new ToReplica.Archived(
                            Fields.number(in), Fields.place(in), in.bytes(ChunkSum.BYTES));
            case ARCHIVED_CHUNK ->
                    new ToReplica.ArchivedChunk(
                            Fields.number(in),
                            Fields.place(in),
                            in.bytes(ToReplica.Chunk.BYTES_MAX));
            case PROBE -> new ToReplica.Probe(in.varint(), Fields.number(in));
            default -> null;
        };
    }

    private static @Nullable ToReplica ordered(@Nullable Entry entry) {
        return entry == null ? null : new ToReplica.Ordered(entry);
    }
}
