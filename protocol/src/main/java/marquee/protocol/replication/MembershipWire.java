package marquee.protocol.replication;

import com.google.common.collect.Comparators;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Judgement.Verdict;
import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/// The binary form of [MembershipChange], on the wire and in the sequencer's log: a kind, then the
/// fields in their order.
final class MembershipWire {
    private static final int JUDGED = 0x10;
    private static final int CONVICTED = 0x11;
    private static final int EXITED = 0x12;
    private static final int REPLACED = 0x13;
    private static final int ACTIVATED = 0x14;
    private static final int JOIN_FAILED = 0x15;
    private static final int MANAGER_GONE = 0x16;
    private static final int MANAGER_BACK = 0x17;
    private static final int BEGUN = 0x18;
    private static final int NO_CAUSE = 0xff;
    private static final Verdict[] VERDICTS = Verdict.values();
    private static final Cause[] CAUSES = Cause.values();

    private MembershipWire() {}

    static void encode(MembershipChange change, WireWriter out) {
        switch (change) {
            case MembershipChange.Begun(var replica) -> Fields.write(replica, out.u8(BEGUN));
            case MembershipChange.Judged(var replica, var judgements) -> {
                Fields.write(replica, out.u8(JUDGED));
                write(judgements, out);
            }
            case MembershipChange.Convicted(var replica, var cause, long number) -> {
                Fields.write(replica, out.u8(CONVICTED));
                Fields.write(cause, out);
                out.varint(number);
            }
            case MembershipChange.Exited(var replica, long executed) -> {
                Fields.write(replica, out.u8(EXITED));
                out.varint(executed + 1); // 0 is unknown
            }
            case MembershipChange.Replaced(var replica, var cause, var next, var voters) -> {
                Fields.write(replica, out.u8(REPLACED));
                Fields.write(cause, out);
                Fields.write(next, out);
                writeNodes(voters, out);
            }
            case MembershipChange.Activated(var replica) ->
                    Fields.write(replica, out.u8(ACTIVATED));
            case MembershipChange.JoinFailed(var replica, var next, var voters) -> {
                Fields.write(replica, out.u8(JOIN_FAILED));
                Fields.write(next, out);
                writeNodes(voters, out);
            }
            case MembershipChange.ManagerGone(var manager, var voters) -> {
                Fields.write(manager, out.u8(MANAGER_GONE));
                writeNodes(voters, out);
            }
            case MembershipChange.ManagerBack(var manager) ->
                    Fields.write(manager, out.u8(MANAGER_BACK));
        }
    }

    /// Reads a change of the kind `kind`, which has been read already.
    static @Nullable MembershipChange decode(int kind, WireReader in) {
        return switch (kind) {
            case BEGUN -> new MembershipChange.Begun(Fields.replicaId(in));
            case JUDGED -> new MembershipChange.Judged(Fields.replicaId(in), judgements(in));
            case CONVICTED ->
                    new MembershipChange.Convicted(
                            Fields.replicaId(in), Fields.constant(CAUSES, in), Fields.number(in));
            case EXITED -> new MembershipChange.Exited(Fields.replicaId(in), Fields.number(in) - 1);
            case REPLACED ->
                    new MembershipChange.Replaced(
                            Fields.replicaId(in),
                            Fields.constant(CAUSES, in),
                            Fields.assignment(in),
                            nodes(in));
            case ACTIVATED -> new MembershipChange.Activated(Fields.replicaId(in));
            case JOIN_FAILED ->
                    new MembershipChange.JoinFailed(
                            Fields.replicaId(in), Fields.assignment(in), nodes(in));
            case MANAGER_GONE -> new MembershipChange.ManagerGone(Fields.nodeId(in), nodes(in));
            case MANAGER_BACK -> new MembershipChange.ManagerBack(Fields.nodeId(in));
            default -> null;
        };
    }

    static void write(Membership membership, WireWriter out) {
        out.varint(membership.viewNumber()).u8(membership.slots().size());
        for (var slot : membership.slots()) {
            Fields.write(slot.replica(), out);
            out.u8(slot.active() ? 1 : 0).varint(slot.since()).u8(slot.begun() ? 1 : 0);
            Fields.write(slot.assignment(), out);
            write(slot.cause(), out);
            out.u8(slot.certain() ? 1 : 0);
            write(slot.conviction(), out);
            out.u8(slot.exited() ? 1 : 0).i64(slot.crashedAt()).u8(slot.crashedAgain() ? 1 : 0);
            out.varint(slot.quickDeaths()).u8(slot.shut() ? 1 : 0);
        }
        writeNodes(membership.electorate().asList(), out);
    }

    static Membership membership(WireReader in) {
        long view = Fields.number(in);
        var slots = Fields.list(in, in.u8(), ReplicaId.SLOTS_MAX, MembershipWire::slot);
        for (int i = 0; i < slots.size(); i++) {
            if (slots.get(i).replica().slot() != i + 1) {
                in.fail();
            }
        }
        var electorate = nodes(in);
        if (!Comparators.isInStrictOrder(electorate, NodeId::compareTo)) {
            in.fail();
        }
        return new Membership(view, slots, ImmutableSortedSet.copyOf(electorate));
    }

    private static MemberSlot slot(WireReader in) {
        return new MemberSlot(
                Fields.replicaId(in),
                Fields.flag(in),
                Fields.number(in),
                Fields.flag(in),
                Fields.assignment(in),
                cause(in),
                Fields.flag(in),
                cause(in),
                Fields.flag(in),
                in.i64(),
                Fields.flag(in),
                in.varint(0, Integer.MAX_VALUE),
                Fields.flag(in));
    }

    private static void write(@Nullable Cause cause, WireWriter out) {
        if (cause == null) {
            out.u8(NO_CAUSE);
        } else {
            Fields.write(cause, out);
        }
    }

    private static @Nullable Cause cause(WireReader in) {
        int ordinal = in.u8();
        if (ordinal == NO_CAUSE) {
            return null;
        }
        if (ordinal >= CAUSES.length) {
            in.fail();
            return null;
        }
        return CAUSES[ordinal];
    }

    static void write(ImmutableList<Judgement> judgements, WireWriter out) {
        out.u16(judgements.size());
        for (var judgement : judgements) {
            Fields.write(judgement.verdict(), out.varint(judgement.number()));
        }
    }

    static ImmutableList<Judgement> judgements(WireReader in) {
        return judgements(in, MembershipChange.JUDGEMENTS_MAX);
    }

    static ImmutableList<Judgement> judgements(WireReader in, int most) {
        return Fields.list(
                in,
                in.u16(),
                most,
                from -> new Judgement(Fields.number(from), Fields.constant(VERDICTS, from)));
    }

    static void writeNodes(ImmutableList<NodeId> nodes, WireWriter out) {
        out.u16(nodes.size());
        nodes.forEach(node -> out.u16(node.wire()));
    }

    static ImmutableList<NodeId> nodes(WireReader in) {
        return Fields.list(in, in.u16(), ReplicaId.SLOTS_MAX, Fields::nodeId);
    }
}
