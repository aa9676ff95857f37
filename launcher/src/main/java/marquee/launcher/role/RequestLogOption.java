package marquee.launcher.role;

import picocli.CommandLine.Option;

/// Whether requests are written down.
final class RequestLogOption {
    /// The option, as a role is told it.
    static final String NONE = "--no-request-log";

    @Option(
            names = NONE,
            description = "Writes no text log of requests, nor do replicas that a manager starts.")
    private boolean none;

    void take(PlainWords words) {
        none = words.flag(NONE);
    }

    /// Whether they are.
    boolean isOn() {
        return !none;
    }
}
