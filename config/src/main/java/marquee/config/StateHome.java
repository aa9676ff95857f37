package marquee.config;

import java.nio.file.Path;

/// Where this user's programs keep what outlives them (XDG Base Directory Specification).
public final class StateHome {
    private StateHome() {}

    /// The folder of everything that belongs to the cluster called `cluster`.
    public static Path of(String cluster) {
        var configured = System.getenv("XDG_STATE_HOME");
        var home =
                configured == null || configured.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".local", "state")
                        : Path.of(configured);
        return home.resolve("marquee").resolve(cluster);
    }
}
