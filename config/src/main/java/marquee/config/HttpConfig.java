package marquee.config;

import java.net.URI;
import java.net.URISyntaxException;
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

    /// Whether clients can make something of that address: of a host whose name has an underscore,
    /// say, they cannot.
    boolean isUrl() {
        try {
            return new URI(url()).getHost() != null;
        } catch (URISyntaxException e) {
            return false;
        }
    }

    /// The host as it stands in an address.
    public String urlHost() {
        return host.contains(":") ? "[" + host + "]" : host;
    }
}
