package marquee.transport.udp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.Inet6Address;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import org.jspecify.annotations.Nullable;

/// A socket of Linux that sends many datagrams to one receiver in one call: the kernel takes their
/// bytes in one piece and cuts it (UDP_SEGMENT, since Linux 4.18), at the very end of its work if
/// it can. The JDK has no such call, so this is the C library's `sendmsg`. A call never blocks.
final class SegmentingSocket implements RunSocket {
    /// The most datagrams of a call: what the oldest kernels take.
    static final int DATAGRAMS_MAX = 64;

    /// The most bytes of a call: no datagram may be longer before it is cut.
    static final int BYTES_MAX = 65_000;

    // What the headers of Linux say, for 64 bits.
    private static final int AF_INET = 2;
    private static final int AF_INET6 = 10;
    private static final int SOCK_DGRAM = 2;
    private static final int SOCK_NONBLOCK = 0x800;
    private static final int SOL_SOCKET = 1;
    private static final int SO_SNDBUF = 7;
    private static final int UDP_SEGMENT = 103;
    private static final int NO_FLAGS = 0;
    private static final int EAGAIN = 11;

    /// Of IPv6; one of IPv4 has its four bytes in the place of the flow.
    private static final StructLayout SOCKET_ADDRESS =
            MemoryLayout.structLayout(
                    JAVA_SHORT.withName("family"),
                    JAVA_SHORT.withName("port"),
                    JAVA_INT.withName("flow"),
                    MemoryLayout.sequenceLayout(16, JAVA_BYTE).withName("address"),
                    JAVA_INT.withName("scope"));

    private static final ValueLayout.OfShort PORT_FORM = JAVA_SHORT.withOrder(ByteOrder.BIG_ENDIAN);
    private static final long FAMILY = at(SOCKET_ADDRESS, "family");
    private static final long PORT = at(SOCKET_ADDRESS, "port");
    private static final long FLOW = at(SOCKET_ADDRESS, "flow");
    private static final long SCOPE = at(SOCKET_ADDRESS, "scope");

    private static final MethodHandle SOCKET =
            CLibrary.function(
                    "socket", FunctionDescriptor.of(JAVA_INT, JAVA_INT, JAVA_INT, JAVA_INT));
    private static final MethodHandle SEND =
            CLibrary.function(
                    "sendmsg",
                    FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT),
                    CLibrary.WITH_ERROR);
    private static final MethodHandle CLOSE =
            CLibrary.function("close", FunctionDescriptor.of(JAVA_INT, JAVA_INT));

    private final int family;
    private final int descriptor;
    private final MemorySegment address;
    private final SocketMessage message;
    private final MemorySegment state;
    private @Nullable InetSocketAddress receiver;

    /// Opens one that asks for `bufferBytes` to send from. It reaches receivers of both versions of
    /// IP, or those of version 4 where the machine has no other; null if the kernel refuses both.
    static @Nullable SegmentingSocket open(int bufferBytes) {
        var both = open(AF_INET6, bufferBytes);
        return both == null ? openForVersion4(bufferBytes) : both;
    }

    /// Opens one that reaches receivers of version 4 alone.
    static @Nullable SegmentingSocket openForVersion4(int bufferBytes) {
        return open(AF_INET, bufferBytes);
    }

    private static @Nullable SegmentingSocket open(int family, int bufferBytes) {
        int type = SOCK_DGRAM | SOCK_NONBLOCK;
        int descriptor = (int) CLibrary.call(() -> (int) SOCKET.invokeExact(family, type, 0));
        return descriptor < 0 ? null : new SegmentingSocket(family, descriptor, bufferBytes);
    }

    private SegmentingSocket(int family, int descriptor, int bufferBytes) {
        this.family = family;
        this.descriptor = descriptor;
        var arena = Arena.ofAuto(); // It is opened by one thread, and used by another.
        address = arena.allocate(SOCKET_ADDRESS);
        message = new SocketMessage(arena, address);
        state = arena.allocate(CLibrary.ERROR);
        SocketOption.set(descriptor, SOL_SOCKET, SO_SNDBUF, bufferBytes);
    }

    @Override
    public Sent send(InetSocketAddress to, ByteBuffer run, int size) {
        if (family == AF_INET && to.getAddress() instanceof Inet6Address) {
            return Sent.REFUSED;
        }
        if (!to.equals(receiver)) {
            write(to);
            receiver = to;
        }
        message.piece(MemorySegment.ofBuffer(run.duplicate().flip()), run.position());
        message.number(UDP_SEGMENT, size);
        var header = message.header();
        if (CLibrary.call(() -> (long) SEND.invokeExact(state, descriptor, header, NO_FLAGS))
                >= 0) {
            return Sent.GONE;
        }
        return CLibrary.error(state) == EAGAIN ? Sent.BUFFER_FULL : Sent.REFUSED;
    }

    private void write(InetSocketAddress to) {
        address.fill((byte) 0);
        address.set(JAVA_SHORT, FAMILY, (short) family);
        address.set(PORT_FORM, PORT, (short) to.getPort());
        var bytes = MemorySegment.ofArray(to.getAddress().getAddress());
        if (family == AF_INET) {
            MemorySegment.copy(bytes, 0, address, FLOW, bytes.byteSize());
            return;
        }
        long start = SCOPE - bytes.byteSize(); // Its end is what differs in length.
        MemorySegment.copy(bytes, 0, address, start, bytes.byteSize());
        if (to.getAddress() instanceof Inet6Address six) {
            address.set(JAVA_INT, SCOPE, six.getScopeId());
        } else { // An address of version 4 is one of version 6 behind ten 0x00 and two 0xff.
            address.set(JAVA_SHORT, start - Short.BYTES, (short) 0xffff);
        }
    }

    /// The number that the kernel knows the socket by.
    int descriptor() {
        return descriptor;
    }

    @Override
    public void close() {
        CLibrary.call(() -> (int) CLOSE.invokeExact(descriptor));
    }

    private static long at(StructLayout layout, String field) {
        return layout.byteOffset(PathElement.groupElement(field));
    }
}
