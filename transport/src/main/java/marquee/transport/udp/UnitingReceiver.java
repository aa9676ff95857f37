package marquee.transport.udp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_BYTE;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;

import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.MemorySegment;
import java.lang.invoke.MethodHandle;
import org.jspecify.annotations.Nullable;

/// Receives runs of datagrams in one piece, on Linux: the kernel does not cut what was sent so
/// ([SegmentingSocket]), or puts together what a network has cut, and says how long the datagrams
/// are (UDP_GRO, since Linux 5.0). The JDK has no such call, so this is the C library's `recvmsg`.
/// Used by one thread.
final class UnitingReceiver {
    /// No datagram and no run is longer.
    private static final int BYTES_MAX = 1 << 16;

    private static final int UDP_GRO = 104;
    private static final int MSG_DONTWAIT = 0x40;
    private static final int EINTR = 4;
    private static final int EAGAIN = 11;

    private static final MethodHandle RECEIVE =
            CLibrary.function(
                    "recvmsg",
                    FunctionDescriptor.of(JAVA_LONG, JAVA_INT, ADDRESS, JAVA_INT),
                    CLibrary.WITH_ERROR);

    private final int descriptor;
    private final MemorySegment bytes;
    private final SocketMessage message;
    private final MemorySegment state;
    private int start;
    private int end;
    private int size;

    /// Makes one for this process's socket that receives at `port`; null if it is not to be told
    /// which that is. The caller closes the socket after the last call.
    static @Nullable UnitingReceiver of(int port) {
        int descriptor = SocketTable.descriptor(port);
        return descriptor < 0 ? null : new UnitingReceiver(descriptor);
    }

    private UnitingReceiver(int descriptor) {
        this.descriptor = descriptor;
        var arena = Arena.ofAuto(); // It is made by one thread, and used by another.
        bytes = arena.allocate(BYTES_MAX);
        message = new SocketMessage(arena, MemorySegment.NULL);
        message.piece(bytes, BYTES_MAX);
        state = arena.allocate(CLibrary.ERROR);
    }

    /// Has the kernel hand over runs in one piece. Nothing but this receives from the socket
    /// afterwards.
    ///
    /// @return false, and nothing has changed, if it does not
    boolean begin() {
        return SocketOption.set(descriptor, SocketMessage.SOL_UDP, UDP_GRO, 1);
    }

    /// Receives a datagram that is there, as much of it as `into` holds, and never blocks.
    ///
    /// @return how much of it; -1 if there is none
    /// @throws IOException if the socket fails
    int receive(byte[] into) throws IOException {
        if (start == end && !receiveRun()) {
            return UdpReceiver.NONE;
        }
        int length = Math.min(size, end - start);
        int held = Math.min(length, into.length);
        MemorySegment.copy(bytes, JAVA_BYTE, start, into, 0, held);
        start += length;
        return held;
    }

    /// @return whether there was one
    private boolean receiveRun() throws IOException {
        message.expectNumber();
        var header = message.header();
        long length =
                CLibrary.call(
                        () -> (long) RECEIVE.invokeExact(state, descriptor, header, MSG_DONTWAIT));
        if (length < 0) {
            int error = CLibrary.error(state);
            if (error == EAGAIN || error == EINTR) {
                return false;
            }
            throw new IOException("recvmsg fails with error " + error);
        }
        start = 0;
        end = (int) length;
        size = message.number() == 0 ? end : message.number();
        return true;
    }
}
