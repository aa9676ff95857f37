package marquee.config;

import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

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
        return in(System.getenv(), Path.of(System.getProperty("user.home")))
                .resolve("marquee")
                .resolve(program);
    }

    /// Where all programs keep such things, as `environment` says; a shell finds it at the same
    /// place.
    ///
    /// @param account the user's home as the system has it, for an environment that names none
    static Path in(Map<String, String> environment, Path account) {
        return folder(environment, "XDG_STATE_HOME")
                .orElseGet(
                        () -> folder(environment, "HOME").orElse(account).resolve(".local/state"));
    }

    /// The folder that `variable` names. One that is relative does not count, as the specification
    /// says: it would be another one wherever a program is started.
    private static Optional<Path> folder(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable))
                .map(Path::of)
                .filter(Path::isAbsolute);
    }
}
