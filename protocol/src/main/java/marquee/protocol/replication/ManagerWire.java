package marquee.protocol.replication;

import marquee.protocol.replication.ReplicationMessage.ToManager;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Chunk;
import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/// The wire form of what a replica manager can be told.
final class ManagerWire {
    private static final int STANDING = 0x40;
    private static final int CHANGED = 0x41;
    private static final int VOTED = 0x42;
    private static final int ALIVE = 0x43;
    private static final int EVIDENCE = 0x44;
    private static final int JOIN_PROGRESS = 0x45;
    private static final int HEARTBEAT = 0x46;
    private static final int MISBEHAVE = 0x47;
    private static final int WATCH = 0x48;
    private static final int ENTRIES = 0x49;
    private static final int SNAPSHOT_AT = 0x4a;
    private static final int PART = 0x4b;

    private ManagerWire() {}

    static void encode(ToManager message, WireWriter out) {
        switch (message) {
            case ToManager.Standing(long head, var stamp, var membership) -> {
                Fields.write(stamp, out.u8(STANDING).varint(head));
                MembershipWire.write(membership, out);
            }
            case ToManager.Changed(var entry) -> EntryCodec.encode(entry, out.u8(CHANGED));
            case ToManager.Voted(var vote) -> BallotWire.write(vote, out.u8(VOTED));
            case ToManager.Alive(var from, long nonce, long executed) -> {
                Fields.write(from, out.u8(ALIVE));
                out.varint(nonce).varint(executed);
            }
            case ToManager.Evidence(var from, var outcome) -> {
                Fields.write(from, out.u8(EVIDENCE));
                Fields.write(outcome, out);
            }
            case ToManager.JoinProgress(var from, long executed, int chunks) -> {
                Fields.write(from, out.u8(JOIN_PROGRESS));
                out.varint(executed).varint(chunks);
            }
            case ToManager.Heartbeat() -> out.u8(HEARTBEAT);
            case ToManager.Misbehave(var order) -> Fields.write(order, out.u8(MISBEHAVE));
            case ToManager.Watch() -> out.u8(WATCH);
            case ToManager.Entries(long head, var agreed, var entries) -> {
                out.u8(ENTRIES).varint(head).varint(agreed == null ? 0 : agreed.number());
                if (agreed != null) {
                    Fields.write(agreed.digest(), out);
                }
                out.varint(entries.size());
                entries.forEach(entry -> EntryCodec.encode(entry, out));
            }
            case ToManager.SnapshotAt(long number, int chunks, var sum) ->
                    out.u8(SNAPSHOT_AT).varint(number).varint(chunks).bytes(sum);
            case ToManager.Part(long number, int place, var chunk) ->
                    out.u8(PART).varint(number).varint(place).bytes(chunk);
        }
    }

    static @Nullable ToManager decode(WireReader in) {
        return switch (in.u8()) {
            case STANDING ->
                    new ToManager.Standing(
                            Fields.number(in), Fields.stamp(in), MembershipWire.membership(in));
            case CHANGED -> changed(EntryCodec.decode(in));
            case VOTED -> new ToManager.Voted(BallotWire.vote(in));
            case ALIVE -> new ToManager.Alive(Fields.replicaId(in), in.varint(), Fields.number(in));
            case EVIDENCE -> new ToManager.Evidence(Fields.replicaId(in), Fields.outcome(in));
            case JOIN_PROGRESS ->
                    new ToManager.JoinProgress(
                            Fields.replicaId(in), Fields.number(in), Fields.place(in));
            case MISBEHAVE -> new ToManager.Misbehave(Fields.faultOrder(in));
            case HEARTBEAT -> new ToManager.Heartbeat();
            case WATCH -> new ToManager.Watch();
            case ENTRIES -> entries(in);
            case SNAPSHOT_AT ->
                    new ToManager.SnapshotAt(
                            Fields.number(in), Fields.place(in), in.bytes(ChunkSum.BYTES));
            case PART ->
                    new ToManager.Part(
                            Fields.number(in), Fields.place(in), in.bytes(Chunk.BYTES_MAX));
            default -> null;
        };
    }

    private static ToManager entries(WireReader in) {
        long head = Fields.number(in);
        long marked = Fields.number(in);
        var agreed = marked == 0 ? null : new AgreedState(marked, Fields.digest(in));
        int count = in.varint(0, ToManager.Entries.MAX);
        var entries = Fields.list(in, count, ToManager.Entries.MAX, EntryCodec::decode);
        return new ToManager.Entries(head, agreed, entries);
    }

    private static @Nullable ToManager changed(@Nullable Entry entry) {
        return entry != null && entry.content() instanceof MembershipChange
                ? new ToManager.Changed(entry)
                : null;
    }
}
