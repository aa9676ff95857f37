package marquee.protocol.replication;

import marquee.protocol.replication.ReplicationMessage.ToManager;
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
            default -> null;
        };
    }

    private static @Nullable ToManager changed(@Nullable Entry entry) {
        return entry != null && entry.content() instanceof MembershipChange
                ? new ToManager.Changed(entry)
                : null;
    }
}
