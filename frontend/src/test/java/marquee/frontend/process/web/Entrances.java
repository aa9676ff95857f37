package marquee.frontend.process.web;

import marquee.config.HttpConfig;
import marquee.frontend.process.access.Access;

/// Ways into the front ends of tests.
public final class Entrances {
    /// Where they say that they are.
    public static final HttpConfig HTTP = new HttpConfig("localhost", 8080, "127.0.0.1", null);

    private Entrances() {}

    /// One whose users are known by `access`.
    public static Entrance by(Access access) {
        return by(access, WebLimits.ofLab());
    }

    /// One on a plain port.
    static Entrance by(Access access, WebLimits limits) {
        return by(access, limits, new WebPort(limits, null, false));
    }

    /// One on `port`.
    static Entrance by(Access access, WebLimits limits, WebPort port) {
        return new Entrance(access, OwnHosts.of(HTTP), limits, port);
    }
}
