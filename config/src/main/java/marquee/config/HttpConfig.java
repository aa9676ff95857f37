package marquee.config;

import org.jspecify.annotations.Nullable;

/// Where a front end's web service is: clients reach it at `host` and `port`; it listens on `bind`
/// and `port`.
///
/// @param tls null where it speaks without
public record HttpConfig(String host, int port, String bind, @Nullable TlsConfig tls) {
    /// The address clients are told.
    public String url() {
        return (tls == null ? "http://" : "https://") + urlHost() + ":" + port;
    }

    /// The host as it stands in an address.
    public String urlHost() {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
