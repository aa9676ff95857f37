package marquee.transport.udp;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import org.jspecify.annotations.Nullable;

/// Why nobody can listen at an address. What the system complains of says neither where it is nor
/// what would be right.
public final class PortRefusal {
    private PortRefusal() {}

    /// Says as the end of a sentence where a process cannot listen, and whether another port would
    /// do or it takes another address.
    ///
    /// @param protocol what is spoken there, such as UDP
    /// @param reason what the system complains of
    public static BindException of(
            String protocol, InetSocketAddress address, @Nullable String reason)
            throws IOException {
        return new BindException(
                "%s port %d of %s (%s), expected %s"
                        .formatted(
                                protocol,
                                address.getPort(),
                                address.getHostString(),
                                reason,
                                isOfThisMachine(address.getAddress())
                                        ? "a free port"
                                        : "an address of this machine"));
    }

    private static boolean isOfThisMachine(InetAddress address) throws IOException {
        return address.isAnyLocalAddress()
                || address.isLoopbackAddress()
                || NetworkInterface.getByInetAddress(address) != null;
    }
}
