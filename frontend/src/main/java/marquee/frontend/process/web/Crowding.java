package marquee.frontend.process.web;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SocketChannel;
import java.util.Arrays;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.function.Consumer;
import org.eclipse.jetty.io.SelectorManager;
import org.jspecify.annotations.Nullable;

/// Closes connections of an address that has enough of them, before anything is read. Of IPv6 the
/// first half of an address counts, since its owner chooses the other one. Thread-safe.
final class Crowding implements SelectorManager.AcceptListener {
    /// The bytes of an address that tell its owner.
    private static final int OWNER_BYTES = 8;

    private final InFlight<ByteBuffer> connections;
    private final ConcurrentMap<SelectableChannel, ByteBuffer> owners = new ConcurrentHashMap<>();
    private final Consumer<Rejection> count;

    /// @param max the most connections of one address
    /// @param count is told of each that is closed
    Crowding(int max, Consumer<Rejection> count) {
        this.connections = new InFlight<>(max);
        this.count = count;
    }

    @Override
    public void onAccepting(SelectableChannel channel) {
        var owner = owner(channel);
        if (owner == null) {
            return; // It is gone already.
        }
        if (connections.enter(owner)) {
            owners.put(channel, owner);
        } else {
            count.accept(Rejection.ADDRESS_CROWDED);
            close(channel);
        }
    }

    @Override
    public void onAcceptFailed(SelectableChannel channel, Throwable cause) {
        onClosed(channel);
    }

    @Override
    public void onClosed(SelectableChannel channel) {
        var owner = owners.remove(channel);
        if (owner != null) {
            connections.leave(owner);
        }
    }

    private static @Nullable ByteBuffer owner(SelectableChannel channel) {
        try {
            if (channel instanceof SocketChannel socket
                    && socket.getRemoteAddress() instanceof InetSocketAddress remote) {
                var bytes = remote.getAddress().getAddress();
                return ByteBuffer.wrap(Arrays.copyOf(bytes, Math.min(bytes.length, OWNER_BYTES)));
            }
            return null;
        } catch (IOException e) {
            return null;
        }
    }

    private static void close(SelectableChannel channel) {
        try {
            channel.close();
        } catch (IOException e) {
            // It is as good as closed.
        }
    }
}
