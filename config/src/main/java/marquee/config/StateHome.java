package marquee.config;

import java.nio.file.Path;

/// Where this user's programs keep what outlives them (XDG Base Directory Specification).
public final class StateHome {
    private StateHome() {}

    /// The folder of the cluster called `cluster`, for what its description gives no place. No
    /// other program has it, whatever the cluster is called.
    public static Path ofCluster(String cluster) {
        return of("clusters").resolve(cluster);
    }

    /// The folder of everything that belongs to `program`.
    public static Path of(String program) {
        var configured = System.getenv("XDG_STATE_HOME");
        var home =
                configured == null || configured.isEmpty()
                        ? Path.of(System.getProperty("user.home"), ".local", "state")
                        : Path.of(configured);
        return home.resolve("marquee").resolve(program);
    }
}
