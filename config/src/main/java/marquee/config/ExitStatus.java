package marquee.config;

/// How every command tells its caller what became of it.
public final class ExitStatus {
    /// Done as asked.
    public static final int DONE = 0;

    /// Refused, or an expectation failed.
    public static final int REFUSED = 1;

    /// Wrong usage: arguments or configuration.
    public static final int USAGE = 2;

    /// Nobody could be reached, or too few replicas agreed in time.
    public static final int UNREACHABLE = 3;

    private ExitStatus() {}
}
