package marquee.config;

/// Where a front end's web service is: clients reach it at `host` and `port`; it listens on `bind`
/// and `port`.
public record HttpConfig(String host, int port, String bind) {
    /// The address clients are told.
    public String url() {
        return "http://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + port;
    }
}
