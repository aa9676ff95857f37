package marquee.frontend.process.web;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.InstantSource;
import marquee.config.ClusterConfig;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.config.process.StartException;
import marquee.frontend.process.access.Access;
import marquee.frontend.process.access.TokenKeys;
import marquee.protocol.NodeId;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// How a front end may be reached, and by whom: what its description and its command line say of
/// tokens, TLS and the laboratory, put together.
///
/// @param access how it knows who asks
/// @param hosts by which it is asked, where users are taken at their word
/// @param limits how much of it one client may use
/// @param port where it listens
public record Entrance(Access access, OwnHosts hosts, WebLimits limits, WebPort port) {
    private static final Logger LOG = LoggerFactory.getLogger(Entrance.class);
    private static final InstantSource CLOCK = InstantSource.system();

    /// That of the front end `self`.
    ///
    /// @param lab whether users may be taken at their word on an address that others can reach
    /// @throws ConfigException if the keys of tokens or of TLS cannot be used
    /// @throws StartException if it would let others in who are not known
    public static Entrance of(ClusterConfig config, NodeId self, boolean lab)
            throws ConfigException, StartException {
        var access = access(config, lab);
        var http = config.frontEnd(self).http();
        boolean open = isReachedByOthers("HTTP", http.bind());
        if (open && access.isLab()) {
            requireLab("HTTP", http.bind(), lab, "\"tokens\" in the description, ");
        }
        var soap = config.frontEnd(self).soap();
        if (soap != null && isReachedByOthers("SOAP", soap.bind())) {
            requireLab("SOAP", soap.bind(), lab, "");
        }
        if (open && !access.isLab() && http.tls() == null) {
            LOG.warn("HTTP on {} is without TLS: tokens can be read on their way", http.bind());
        }
        var tls = http.tls() == null ? null : Tls.server(http.tls(), CLOCK.instant());
        var limits = access.isLab() ? WebLimits.ofLab() : WebLimits.of(config.limits());
        var port = new WebPort(limits, tls, open && !access.isLab());
        return new Entrance(access, OwnHosts.of(http), limits, port);
    }

    /// By tokens if the description names their keys; `--lab` would say the contrary.
    private static Access access(ClusterConfig config, boolean lab) throws ConfigException {
        var file = config.tokens();
        if (file == null) {
            return Access.LAB;
        }
        if (lab) {
            throw new ConfigException(
                    "--lab takes users at their word, and the description names the keys of their"
                            + " tokens: expected one of the two");
        }
        return Access.byTokens(TokenKeys.read(file), config.clusterId(), CLOCK);
    }

    private static boolean isReachedByOthers(String name, String bind) throws StartException {
        try {
            return !InetAddress.getByName(bind).isLoopbackAddress();
        } catch (UnknownHostException e) {
            throw new StartException(
                    ExitStatus.USAGE,
                    "the %s address '%s' is not known here, expected one of this machine"
                            .formatted(name, bind));
        }
    }

    /// Without tokens everybody is believed to be who he says, which suits a lab only. A
    /// description with tokens has no SOAP.
    private static void requireLab(String name, String bind, boolean lab, String otherWay)
            throws StartException {
        if (!lab) {
            throw new StartException(
                    ExitStatus.REFUSED,
                    ("%s on %s can be reached by others, and users are taken at their word:"
                                    + " expected %sa loopback address, or --lab")
                            .formatted(name, bind, otherWay));
        }
        LOG.warn(
                "{} on {} can be reached by others, and users are taken at their word", name, bind);
    }
}
