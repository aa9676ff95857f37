package marquee.frontend.process.web;

import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.internal.HttpConnection;
import org.eclipse.jetty.util.component.AbstractLifeCycle;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// Closes connections whose clients take too long for a request, however many bytes they send in
/// the meantime: the server's own limit, for a connection that lies still, begins anew with each
/// byte, and what it closes it keeps for as long again, half open. What is awaited is told by the
/// server's parser, so a client that awaits an answer, or follows a stream of events, is not
/// hurried. While there is little room for more connections, those that lie still are closed much
/// sooner than otherwise (docs/decisions/0151).
final class SlowClients extends AbstractLifeCycle implements Connection.Listener {
    /// How often it looks, at least; so late it may be.
    private static final Duration LOOK_EVERY = Duration.ofSeconds(1);

    /// Little room is the last of so many parts.
    private static final int PARTS = 8;

    /// Somebody else sees to it: the service's own deadlines, or the server's idle timeout.
    private static final Duration FOREVER = Duration.ofDays(1);

    private static final Logger LOG = LoggerFactory.getLogger(SlowClients.class);

    private final AbstractConnector connector;
    private final WebLimits limits;
    private final Consumer<Rejection> count;
    private final ConcurrentMap<HttpConnection, Seen> connections = new ConcurrentHashMap<>();
    private Scheduler.@Nullable Task next;

    /// What a connection is there for at the moment.
    private enum Phase {
        /// The client has not sent anything yet.
        NEW,
        /// The client has to send the rest of a request.
        AWAITED,
        /// The server has to answer.
        SERVED,
        /// There may be another request.
        RESTING,
        /// The server has said its last word, and the client has not hung up yet.
        LEAVING
    }

    /// What was seen of a connection; used by the scheduler's thread alone, but for the making.
    private static final class Seen {
        private Phase phase = Phase.NEW;
        private long requests;
        private long since = System.nanoTime();
    }

    /// @param count is told of each that took too long for a request
    SlowClients(AbstractConnector connector, WebLimits limits, Consumer<Rejection> count) {
        this.connector = connector;
        this.limits = limits;
        this.count = count;
    }

    @Override
    public void onOpened(Connection connection) {
        if (connection instanceof HttpConnection http) {
            connections.put(http, new Seen());
        }
    }

    @Override
    public void onClosed(Connection connection) {
        if (connection instanceof HttpConnection http) {
            connections.remove(http);
        }
    }

    @Override
    protected void doStart() {
        lookLater();
    }

    @Override
    protected void doStop() {
        if (next != null) {
            next.cancel();
        }
    }

    private void lookLater() {
        next =
                connector
                        .getScheduler()
                        .schedule(this::look, LOOK_EVERY.toMillis(), TimeUnit.MILLISECONDS);
    }

    private void look() {
        long now = System.nanoTime();
        int max = limits.connectionsMax();
        boolean full = !connector.isAccepting() || connections.size() >= max - max / PARTS;
        connections.forEach((connection, seen) -> {
            try {
                look(connection, seen, now, full);
            } catch (RuntimeException e) {
                // Others are looked at all the same, and it again.
                LOG.error("a look at a connection failed because of a fault of the program", e);
            }
        });
        if (isRunning()) {
            lookLater();
        }
    }

    private void look(HttpConnection connection, Seen seen, long now, boolean full) {
        long requests = connection.getMessagesIn();
        var phase = phase(connection, requests);
        if (!isSame(seen, phase, requests)) {
            seen.phase = phase;
            seen.requests = requests;
            seen.since = now;
        } else if (now - seen.since > longest(phase, full).toNanos()) {
            count.accept(full && phase != Phase.AWAITED ? Rejection.IDLE : Rejection.SLOW);
            connections.remove(connection);
            connection.getEndPoint().close();
        }
    }

    /// Whether nothing has changed. A request counts as one of the connection's when its head is
    /// there, in the middle of being awaited.
    private static boolean isSame(Seen seen, Phase phase, long requests) {
        long more = requests - seen.requests;
        return phase == seen.phase && more <= (phase == Phase.AWAITED ? 1 : 0);
    }

    /// How long a connection may be in `phase`.
    private Duration longest(Phase phase, boolean full) {
        return switch (phase) {
            case SERVED -> FOREVER;
            case AWAITED -> limits.patience();
            case NEW, LEAVING -> full ? WebLimits.IDLE_WHEN_FULL_MAX : limits.patience();
            case RESTING -> full ? WebLimits.IDLE_WHEN_FULL_MAX : FOREVER;
        };
    }

    private static Phase phase(HttpConnection connection, long requests) {
        return switch (connection.getParser().getState()) {
            case START -> requests == 0 ? Phase.NEW : Phase.RESTING;
            case CONTENT_END, END -> Phase.SERVED;
            case CLOSE, CLOSED ->
                    connection.getEndPoint().isOutputShutdown() ? Phase.LEAVING : Phase.SERVED;
            default -> Phase.AWAITED;
        };
    }
}
