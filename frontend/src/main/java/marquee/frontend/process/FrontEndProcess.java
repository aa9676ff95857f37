package marquee.frontend.process;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import io.javalin.util.JavalinBindException;
import io.javalin.util.JavalinLogger;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import marquee.config.ClusterConfig;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.config.FrontEndConfig;
import marquee.config.Mode;
import marquee.config.process.FaultDesk;
import marquee.config.process.RoleShell;
import marquee.config.process.StartException;
import marquee.frontend.FrontEnd;
import marquee.frontend.FrontEndEvent;
import marquee.frontend.FrontEndLimits;
import marquee.frontend.FrontEndSettings;
import marquee.protocol.MessageCodec;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.ReplicationCodec;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.transport.ClusterSecret;
import marquee.transport.LinkLimits;
import marquee.transport.NodeSettings;
import marquee.transport.udp.EventLoop;
import marquee.transport.udp.UdpSettings;

/// A front end as a process: the role on its event loop, and the web service beside it.
public final class FrontEndProcess {
    private final ClusterConfig config;
    private final Options options;
    private final FrontEndConfig self;
    private final Peer life;
    private final Switchboard switchboard;

    private FrontEndProcess(ClusterConfig config, Options options) {
        this.config = config;
        this.options = options;
        this.self = config.frontEnd(options.self());
        this.switchboard = new Switchboard(new RequestLog(options.logRequests()));
        this.life = new Peer(options.self(), 0, System.currentTimeMillis());
    }

    /// Runs a front end until it is told to end, and returns the exit status.
    public static int run(ClusterConfig config, Options options) {
        var process = new FrontEndProcess(config, options);
        return RoleShell.run(
                new RoleShell.Settings(config, options.self(), options.withParent()), process::run);
    }

    private int run(RoleShell shell) throws ConfigException, StartException, IOException {
        requireLabBeyondLoopback();
        try (var loop = EventLoop.open(udp(), node(), role(), codec(), switchboard);
                var web = switchboard.connect(loop, deadline(), surroundings())) {
            new FaultDesk(options.self()).started(options.faults(), options.seed());
            shell.onStop(loop::close);
            shell.explain(loop::complaint);
            listen(web);
            shell.reportReadiness(() -> waitingFor(loop), self.http()::url);
            loop.run();
        }
        return ExitStatus.DONE;
    }

    /// Until there are tokens everybody is believed to be who he says, which suits a lab only.
    private void requireLabBeyondLoopback() throws StartException {
        var bind = self.http().bind();
        boolean loopback;
        try {
            loopback = InetAddress.getByName(bind).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new StartException(
                    ExitStatus.USAGE,
                    "the HTTP address '%s' is not known here, expected one of this machine"
                            .formatted(bind));
        }
        if (!loopback && !options.lab()) {
            throw new StartException(
                    ExitStatus.REFUSED,
                    ("HTTP on %s can be reached by others, and users are taken at their word:"
                                    + " expected a loopback address, or --lab")
                            .formatted(bind));
        }
    }

    private void listen(WebService web) throws StartException {
        var http = self.http();
        JavalinLogger.enabled = false; // A taken port is ours to tell.
        try {
            web.start(http.bind(), http.port());
        } catch (JavalinBindException e) {
            throw new StartException(
                    ExitStatus.REFUSED,
                    "cannot listen on HTTP port %d of %s, expected a free port"
                            .formatted(http.port(), http.bind()));
        } finally {
            JavalinLogger.enabled = true;
        }
    }

    private Surroundings surroundings() {
        return new Surroundings(self, Mode.of(config.group()), config.nodes());
    }

    private UdpSettings udp() throws ConfigException {
        var peers = ImmutableMap.<NodeId, InetSocketAddress>builder();
        for (var peer : peers()) {
            var node = config.node(peer);
            peers.put(peer, InetSocketAddress.createUnresolved(node.host(), node.port()));
        }
        return new UdpSettings(
                config.bindAddress(options.self()),
                peers.buildOrThrow(),
                config::moved,
                options.faults().links(),
                options.seed(),
                UdpSettings.RECEIVE_BUFFER_BYTES,
                config.recordings());
    }

    private NodeSettings node() throws ConfigException {
        return new NodeSettings(
                        life,
                        config.clusterId(),
                        LinkLimits.DEFAULT.withDatagramBytes(config.limits().datagramBytesMax()),
                        peers(),
                        options.seed())
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

    /// Everybody but other front ends: managers hand on replies that their probes bring to light.
    private ImmutableList<NodeId> peers() {
        return config.nodes().stream()
                .filter(node -> node.kind() != NodeId.Kind.FRONT_END)
                .collect(ImmutableList.toImmutableList());
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
