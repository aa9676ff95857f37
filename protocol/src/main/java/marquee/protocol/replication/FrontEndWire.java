package marquee.protocol.replication;

import static marquee.protocol.replication.Stamp.BUSINESS_DAY_MAX;

import marquee.protocol.replication.ReplicationMessage.Reason;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/// The wire form of what a front end can be told.
final class FrontEndWire {
    private static final int BOUND = 0x30;
    private static final int REJECTED = 0x31;
    private static final int PULSE = 0x32;
    private static final int REPLY = 0x33;
    private static final int CLUSTER_REPORT = 0x34;
    private static final int BUSINESS_DATE_MOVED = 0x35;
    private static final int CHANGED = 0x36;
    private static final int FAULTS_CHANGED = 0x37;
    private static final int MISBEHAVE = 0x38;
    private static final int VOTED = 0x39;
    private static final int PROBED = 0x3a;
    private static final int JOINING = 0x3b;
    private static final Reason[] REASONS = Reason.values();

    private FrontEndWire() {}

    static void encode(ToFrontEnd message, WireWriter out) {
        switch (message) {
            case ToFrontEnd.Bound(var ticket, var number, var view, var stamp) ->
                    out.u8(BOUND).varint(ticket).varint(number).varint(view).i64(stamp);
            case ToFrontEnd.Rejected(var ticket, var reason) ->
                    Fields.write(reason, out.u8(REJECTED).varint(ticket));
            case ToFrontEnd.Pulse(var head, var stamp, var membership) -> {
                Fields.write(stamp, out.u8(PULSE).varint(head));
                MembershipWire.write(membership, out);
            }
            case ToFrontEnd.Changed(var entry) -> EntryCodec.encode(entry, out.u8(CHANGED));
            case ToFrontEnd.Reply(var from, var outcome) -> {
                Fields.write(from, out.u8(REPLY));
                Fields.write(outcome, out);
            }
            case ToFrontEnd.ClusterReport report -> {
                out.u8(CLUSTER_REPORT).varint(report.query()).varint(report.next());
                Fields.write(report.stamp(), out);
                out.varint(report.view()).u8(report.slots().size());
                report.slots().forEach(slot -> Fields.write(slot, out));
            }
            case ToFrontEnd.BusinessDateMoved(var query, var moved, var day) ->
                    out.u8(BUSINESS_DATE_MOVED).varint(query).u8(moved ? 1 : 0).varint(day);
            case ToFrontEnd.FaultsChanged(var query, var allowed) ->
                    out.u8(FAULTS_CHANGED).varint(query).u8(allowed ? 1 : 0);
            case ToFrontEnd.Misbehave(var order) -> Fields.write(order, out.u8(MISBEHAVE));
            case ToFrontEnd.Overheard overheard -> overheard(overheard, out);
        }
    }

    private static void overheard(ToFrontEnd.Overheard overheard, WireWriter out) {
        switch (overheard) {
            case ToFrontEnd.Voted(var vote) -> BallotWire.write(vote, out.u8(VOTED));
            case ToFrontEnd.Probed(var suspect, long round, boolean answered) -> {
                Fields.write(suspect, out.u8(PROBED));
                out.varint(round).u8(answered ? 1 : 0);
            }
            case ToFrontEnd.Joining(var joiner, long executed, int chunks) -> {
                Fields.write(joiner, out.u8(JOINING));
                out.varint(executed).varint(chunks);
            }
        }
    }

    static @Nullable ToFrontEnd decode(WireReader in) {
        return switch (in.u8()) {
            case BOUND ->
                    new ToFrontEnd.Bound(
                            in.varint(), Fields.number(in), Fields.number(in), in.i64());
            case REJECTED -> new ToFrontEnd.Rejected(in.varint(), Fields.constant(REASONS, in));
            case PULSE ->
                    new ToFrontEnd.Pulse(
                            Fields.number(in), Fields.stamp(in), MembershipWire.membership(in));
            case CHANGED -> changed(EntryCodec.decode(in));
            case REPLY -> new ToFrontEnd.Reply(Fields.replicaId(in), Fields.outcome(in));
            case CLUSTER_REPORT ->
                    new ToFrontEnd.ClusterReport(
                            in.varint(),
                            Fields.number(in),
                            Fields.stamp(in),
                            Fields.number(in),
                            Fields.list(in, in.u8(), ReplicaId.SLOTS_MAX, Fields::slotReport));
            case BUSINESS_DATE_MOVED ->
                    new ToFrontEnd.BusinessDateMoved(
                            in.varint(), Fields.flag(in), in.varint(0, BUSINESS_DAY_MAX));
            case FAULTS_CHANGED -> new ToFrontEnd.FaultsChanged(in.varint(), Fields.flag(in));
            case MISBEHAVE -> new ToFrontEnd.Misbehave(Fields.faultOrder(in));
            case VOTED -> new ToFrontEnd.Voted(BallotWire.vote(in));
            case PROBED ->
                    new ToFrontEnd.Probed(Fields.replicaId(in), in.varint(), Fields.flag(in));
            case JOINING ->
                    new ToFrontEnd.Joining(
                            Fields.replicaId(in), Fields.number(in), Fields.place(in));
            default -> null;
        };
    }

    private static @Nullable ToFrontEnd changed(@Nullable Entry entry) {
        return entry != null && entry.content() instanceof MembershipChange
                ? new ToFrontEnd.Changed(entry)
                : null;
    }
}
