package marquee.frontend.process.web;

import com.google.common.collect.ImmutableSet;
import com.google.common.net.InetAddresses;
import java.util.Locale;
import marquee.config.HttpConfig;

/// By which hosts a web service that takes users at their word is asked: by any address, as
/// `localhost`, and as its description calls it. Whoever asks for another host may be the page of a
/// stranger, which has its own name lead to this machine so that a browser takes the two for one
/// ("DNS rebinding"); such a page cannot choose what its browser says in `Host`. Immutable.
public final class OwnHosts {
    private final ImmutableSet<String> names;

    private OwnHosts(ImmutableSet<String> names) {
        this.names = names;
    }

    /// Those of the service at `at`.
    public static OwnHosts of(HttpConfig at) {
        return new OwnHosts(
                ImmutableSet.of("localhost", canonical(at.urlHost()), canonical(at.bind())));
    }

    /// Whether `host` is one of them, as it stands in an address and without a port.
    public boolean include(String host) {
        return InetAddresses.isUriInetAddress(host) || names.contains(canonical(host));
    }

    private static String canonical(String name) {
        return name.toLowerCase(Locale.ROOT);
    }
}
