package marquee.transport;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;

/// The fixed header of a datagram, as docs/transport.md lays it out, in a form that is used again
/// for every datagram. Numbers are written with the highest byte first.
final class Header {
    /// The bytes before the body.
    static final int SIZE = 82;

    /// The bytes of the tag, which come first.
    static final int TAG_SIZE = 16;

    static final int HELLO = 0;
    static final int DATA = 1;

    /// Beside the kind, where the tag is a keyed one.
    private static final int KEYED = 0x8;

    private static final int MAGIC = 0x4d;
    private static final int VERSION = 1;
    private static final int U16 = 0xffff;

    private static final int MAGIC_AT = 16;
    private static final int KIND_AT = 17;
    private static final int CREDIT_AT = 18;
    private static final int CLUSTER_AT = 20;
    private static final int SENDER_AT = 24;
    private static final int RECEIVER_AT = 26;
    private static final int SENDER_INCARNATION_AT = 28;
    private static final int RECEIVER_INCARNATION_AT = 30;
    private static final int SENDER_BOOT_AT = 32;
    private static final int RECEIVER_BOOT_AT = 40;
    private static final int PACKET_AT = 48;
    private static final int NUMBER_AT = 56;
    private static final int ACK_AT = 64;
    private static final int ABOVE_AT = 72;
    private static final int ACK_DELAY_AT = 80;

    private static final VarHandle SHORTS =
            MethodHandles.byteArrayViewVarHandle(short[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle INTS =
            MethodHandles.byteArrayViewVarHandle(int[].class, ByteOrder.BIG_ENDIAN);
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.BIG_ENDIAN);

    /// [#HELLO] or [#DATA].
    int kind;

    /// Whether the tag was made with a key.
    boolean keyed;

    /// How many numbered datagrams above `ack` the sender takes.
    int credit;

    int cluster;
    int sender;
    int receiver;
    int senderIncarnation;
    int receiverIncarnation;
    long senderBoot;

    /// 0 while the sender does not know the receiver.
    long receiverBoot;

    /// A new one for every datagram, sent again or not.
    long packet;

    /// Of the body; in a hello the first number that the sender will use.
    long number;

    /// Every number up to this one has come.
    long ack;

    /// Bit i: the number `ack` + 2 + i has come too.
    long above;

    /// How long the acknowledgement of the highest number waited, in microseconds.
    int ackDelay;

    /// Reads the header at the start of `datagram`, which is long enough.
    ///
    /// @return false if it is not of this protocol and version
    boolean read(byte[] datagram) {
        kind = datagram[KIND_AT] & 0x7;
        keyed = isKeyed(datagram);
        credit = u16(datagram, CREDIT_AT);
        cluster = (int) INTS.get(datagram, CLUSTER_AT);
        sender = u16(datagram, SENDER_AT);
        receiver = u16(datagram, RECEIVER_AT);
        senderIncarnation = u16(datagram, SENDER_INCARNATION_AT);
        receiverIncarnation = u16(datagram, RECEIVER_INCARNATION_AT);
        senderBoot = (long) LONGS.get(datagram, SENDER_BOOT_AT);
        receiverBoot = (long) LONGS.get(datagram, RECEIVER_BOOT_AT);
        packet = (long) LONGS.get(datagram, PACKET_AT);
        number = (long) LONGS.get(datagram, NUMBER_AT);
        ack = (long) LONGS.get(datagram, ACK_AT);
        above = (long) LONGS.get(datagram, ABOVE_AT);
        ackDelay = u16(datagram, ACK_DELAY_AT);
        return datagram[MAGIC_AT] == MAGIC
                && (datagram[KIND_AT] & 0xf0) == VERSION << 4
                && kind <= DATA
                && senderBoot > 0
                && receiverBoot >= 0;
    }

    /// Writes the header, all but the tag, to the start of `datagram`.
    void write(byte[] datagram) {
        datagram[MAGIC_AT] = MAGIC;
        datagram[KIND_AT] = (byte) (VERSION << 4 | (keyed ? KEYED : 0) | kind);
        SHORTS.set(datagram, CREDIT_AT, (short) credit);
        INTS.set(datagram, CLUSTER_AT, cluster);
        SHORTS.set(datagram, SENDER_AT, (short) sender);
        SHORTS.set(datagram, RECEIVER_AT, (short) receiver);
        SHORTS.set(datagram, SENDER_INCARNATION_AT, (short) senderIncarnation);
        SHORTS.set(datagram, RECEIVER_INCARNATION_AT, (short) receiverIncarnation);
        LONGS.set(datagram, SENDER_BOOT_AT, senderBoot);
        LONGS.set(datagram, RECEIVER_BOOT_AT, receiverBoot);
        LONGS.set(datagram, PACKET_AT, packet);
        LONGS.set(datagram, NUMBER_AT, number);
        LONGS.set(datagram, ACK_AT, ack);
        LONGS.set(datagram, ABOVE_AT, above);
        SHORTS.set(datagram, ACK_DELAY_AT, (short) ackDelay);
    }

    /// Whether `datagram` says that its tag was made with a key; true or not.
    static boolean isKeyed(byte[] datagram) {
        return (datagram[KIND_AT] & KEYED) != 0;
    }

    /// The node that `datagram` names as its sender, true or not: the tag is checked with its key.
    static int sender(byte[] datagram) {
        return u16(datagram, SENDER_AT);
    }

    /// Of [#sender], true or not.
    static int senderIncarnation(byte[] datagram) {
        return u16(datagram, SENDER_INCARNATION_AT);
    }

    private static int u16(byte[] datagram, int at) {
        return (short) SHORTS.get(datagram, at) & U16;
    }
}
