package marquee.protocol.replication;

import com.google.common.collect.ImmutableList;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.SlotReport.Biography;
import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/// The wire forms of the values that messages are made of. A value that cannot be read gives some
/// harmless one, and leaves the reader failed.
final class Fields {
    private static final int INCARNATION_MAX = Integer.MAX_VALUE;
    private static final Outcome.Verdict[] VERDICTS = Outcome.Verdict.values();
    private static final View.State[] STATES = View.State.values();

    private Fields() {}

    static void write(ReplicaId replica, WireWriter out) {
        out.u8(replica.slot()).varint(replica.incarnation());
    }

    static ReplicaId replicaId(WireReader in) {
        int slot = in.u8();
        if (slot == 0 || slot > ReplicaId.SLOTS_MAX) {
            in.fail();
        }
        return new ReplicaId(slot, in.varint(0, INCARNATION_MAX));
    }

    static void write(NodeId node, WireWriter out) {
        out.u16(node.wire());
    }

    static NodeId nodeId(WireReader in) {
        var id = NodeId.ofWire(in.u16());
        if (id == null) {
            in.fail();
        }
        return id == null ? NodeId.SEQUENCER : id;
    }

    static void write(Assignment assignment, WireWriter out) {
        out.u16(assignment.host().wire()).text(assignment.implementation());
    }

    static Assignment assignment(WireReader in) {
        return new Assignment(nodeId(in), in.text(Assignment.IMPLEMENTATION_MAX));
    }

    static void write(Peer peer, WireWriter out) {
        out.u16(peer.id().wire()).varint(peer.incarnation()).i64(peer.boot());
    }

    static Peer peer(WireReader in) {
        return new Peer(nodeId(in), in.varint(0, INCARNATION_MAX), in.i64());
    }

    static void write(Stamp stamp, WireWriter out) {
        out.i64(stamp.millis()).u16(stamp.businessDay());
    }

    static Stamp stamp(WireReader in) {
        long millis = in.i64();
        int businessDay = in.u16();
        if (millis < 0 || businessDay > Stamp.BUSINESS_DAY_MAX) {
            in.fail();
            return Stamp.ZERO;
        }
        return new Stamp(millis, businessDay);
    }

    static void write(Digest digest, WireWriter out) {
        out.i64(digest.high()).i64(digest.low());
    }

    static Digest digest(WireReader in) {
        return new Digest(in.i64(), in.i64());
    }

    static void write(Outcome outcome, WireWriter out) {
        out.varint(outcome.number()).varint(outcome.number() - outcome.firstNumber());
        RequestIdCodec.encode(outcome.id(), out);
        write(outcome.verdict(), out);
        out.bytes(outcome.result());
    }

    static Outcome outcome(WireReader in) {
        long number = number(in);
        return new Outcome(
                number,
                number - number(in),
                RequestIdCodec.decode(in),
                constant(VERDICTS, in),
                in.bytes(Outcome.RESULT_MAX));
    }

    static void write(Biography biography, WireWriter out) {
        out.text(biography.implementation()).text(biography.fault()).varint(biography.pid());
    }

    static Biography biography(WireReader in) {
        return new Biography(in.text(Biography.TEXT_MAX), in.text(Biography.TEXT_MAX), number(in));
    }

    static void write(SlotReport slot, WireWriter out) {
        write(slot.member(), out);
        write(slot.biography(), out);
        out.varint(slot.executed()).varint(slot.digestAt());
        write(slot.digest(), out);
        out.i64(slot.silentMillis());
    }

    static SlotReport slotReport(WireReader in) {
        return new SlotReport(
                member(in), biography(in), number(in), number(in), digest(in), in.i64());
    }

    private static void write(View.Member member, WireWriter out) {
        write(member.replica(), out);
        write(member.state(), out);
    }

    private static View.Member member(WireReader in) {
        return new View.Member(replicaId(in), constant(STATES, in));
    }

    static void write(FaultOrder order, WireWriter out) {
        out.text(order.faults()).i64(order.seed());
    }

    static FaultOrder faultOrder(WireReader in) {
        return new FaultOrder(in.text(FaultOrder.TEXT_MAX), in.i64());
    }

    /// A number that counts something, and so is not negative.
    static long number(WireReader in) {
        long number = in.varint();
        return number < 0 ? in.fail() : number;
    }

    /// A place in a list, or a count of what is in it.
    static int place(WireReader in) {
        return in.varint(0, Integer.MAX_VALUE);
    }

    /// Reads an element of a list; null if it is none.
    interface Element<T> {
        @Nullable T read(WireReader in);
    }

    /// A list of `count` elements, `most` at most.
    static <T> ImmutableList<T> list(WireReader in, int count, int most, Element<T> element) {
        if (count > most) {
            in.fail();
        }
        var read = ImmutableList.<T>builder();
        for (int i = 0; i < count && !in.failed(); i++) {
            var next = element.read(in);
            if (next == null) {
                in.fail();
            } else {
                read.add(next);
            }
        }
        return read.build();
    }

    static boolean flag(WireReader in) {
        int flag = in.u8();
        if (flag > 1) {
            in.fail();
        }
        return flag == 1;
    }

    /// The order of a constant's enum is its wire form; each such enum says so.
    @SuppressWarnings("EnumOrdinal")
    static void write(Enum<?> constant, WireWriter out) {
        out.u8(constant.ordinal());
    }

    static <T> T constant(T[] constants, WireReader in) {
        int ordinal = in.u8();
        if (ordinal >= constants.length) {
            in.fail();
            return constants[0];
        }
        return constants[ordinal];
    }
}
