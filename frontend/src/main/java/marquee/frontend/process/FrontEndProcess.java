package marquee.frontend.process;

import com.google.common.base.Throwables;
import com.google.common.collect.ImmutableList;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinLogger;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.time.Duration;
import marquee.config.ClusterConfig;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.config.FrontEndConfig;
import marquee.config.HttpConfig;
import marquee.config.Mode;
import marquee.config.process.FaultDesk;
import marquee.config.process.RoleShell;
import marquee.config.process.StartException;
import marquee.frontend.FrontEnd;
import marquee.frontend.FrontEndEvent;
import marquee.frontend.FrontEndLimits;
import marquee.frontend.FrontEndSettings;
import marquee.frontend.process.watch.Surroundings;
import marquee.frontend.process.web.Entrance;
import marquee.frontend.process.web.WebService;
import marquee.protocol.MessageCodec;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.ReplicationCodec;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.transport.ClusterSecret;
import marquee.transport.NodeSettings;
import marquee.transport.udp.EventLoop;
import marquee.transport.udp.PortRefusal;
import marquee.transport.udp.UdpSettings;
import org.jspecify.annotations.Nullable;

/// A front end as a process: the role on its event loop, and the web service beside it.
public final class FrontEndProcess {
    private final ClusterConfig config;
    private final Options options;
    private final SecondEdge soap;
    private final FrontEndConfig self;
    private final Peer life;
    private final Switchboard switchboard;

    private FrontEndProcess(ClusterConfig config, Options options, SecondEdge soap) {
        this.config = config;
        this.options = options;
        this.soap = soap;
        this.self = config.frontEnd(options.self());
        this.switchboard = new Switchboard(new RequestLog(options.logRequests()));
        this.life = new Peer(options.self(), 0, System.currentTimeMillis());
    }

    /// Runs a front end until it is told to end, and returns the exit status.
    ///
    /// @param soap opened only where the description gives the front end an address for it
    public static int run(ClusterConfig config, Options options, SecondEdge soap) {
        var process = new FrontEndProcess(config, options, soap);
        return RoleShell.run(
                new RoleShell.Settings(config, options.self(), options.withParent()), process::run);
    }

    private int run(RoleShell shell) throws ConfigException, StartException, IOException {
        var entrance = Entrance.of(config, options.self(), options.lab());
        try (var loop = EventLoop.open(udp(), node(), role(), codec(), switchboard);
                var web = switchboard.connect(loop, deadline(), surroundings(entrance))) {
            new FaultDesk(options.self()).started(options.faults(), options.seed());
            shell.onStop(loop::close);
            shell.onStop(switchboard::finish);
            shell.onStop(web::refuse);
            shell.explain(loop::complaint);
            listen(web);
            try (var second = openSecond(self.soap())) {
                if (second != null) {
                    shell.onStop(second::refuse);
                }
                shell.reportReadiness(() -> waitingFor(loop), self.http()::url);
                loop.run();
            }
        }
        return ExitStatus.DONE;
    }

    private void listen(WebService web) throws IOException {
        var http = self.http();
        JavalinLogger.enabled = false; // A taken port is ours to tell.
        try {
            web.start(http.bind(), http.port());
        } catch (JavalinBindException e) {
            throw refusal("HTTP", http, Throwables.getRootCause(e));
        } finally {
            JavalinLogger.enabled = true;
        }
    }

    /// Opens what `at` is for; nothing, nor any class of it, where that is null.
    private SecondEdge.@Nullable Listening openSecond(@Nullable HttpConfig at) throws IOException {
        try {
            return at == null ? null : soap.open(at, switchboard.bookings(), deadline());
        } catch (BindException e) {
            throw refusal("SOAP", at, e);
        }
    }

    private static BindException refusal(String name, HttpConfig at, Throwable cause)
            throws IOException {
        return PortRefusal.of(
                name, new InetSocketAddress(at.bind(), at.port()), cause.getMessage());
    }

    private Surroundings surroundings(Entrance entrance) {
        return new Surroundings(self, Mode.of(config.group()), config.nodes(), entrance);
    }

    private UdpSettings udp() throws ConfigException {
        // Not yielding: its loop has threads begin that serve customers.
        return new UdpSettings(config.bindAddress(options.self()), config.addresses(peers()))
                .withMoves(config::moved)
                .withFaults(options.faults().links(), options.seed())
                .recordedIn(config.recordings());
    }

    private NodeSettings node() throws ConfigException {
        return config.nodeSettings(life, peers(), options.seed())
                .withKeys(ClusterSecret.keys(config.readSecret(), life.id()));
    }

    private FrontEnd role() {
        var limits = FrontEndLimits.DEFAULT.with(config.limits().pendingRequestsMax(), deadline());
        return new FrontEnd(new FrontEndSettings(life, config.group(), limits));
    }

    private static MessageCodec<ToFrontEnd> codec() {
        return ReplicationCodec.forFrontEnd();
    }

    private Duration deadline() {
        return Duration.ofMillis(config.limits().deadlineMillis());
    }

    /// Managers among them, who hand on replies that their probes bring to light.
    private ImmutableList<NodeId> peers() {
        return config.peersOf(life.id());
    }

    private ImmutableList<NodeId> waitingFor(EventLoop<ToFrontEnd, FrontEndEvent> loop) {
        var status = switchboard.status();
        if (status != null && status.ready()) {
            return ImmutableList.of();
        }
        var missed =
                peers().stream()
                        .filter(peer -> peer.kind() != NodeId.Kind.MANAGER)
                        .filter(peer -> !loop.isConnected(peer))
                        .collect(ImmutableList.toImmutableList());
        // With all links up it is the sequencer's first word about the order that is missing.
        return missed.isEmpty() ? ImmutableList.of(NodeId.SEQUENCER) : missed;
    }
}
