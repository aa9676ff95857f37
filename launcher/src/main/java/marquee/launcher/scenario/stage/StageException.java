package marquee.launcher.scenario.stage;

/// A stage cannot do what a scenario asks, or its cluster has died. The message says what and why,
/// in one line.
public final class StageException extends Exception {
    private static final long serialVersionUID = 1L;

    /// @param message for people
    public StageException(String message) {
        super(message);
    }

    /// @param message for people
    /// @param cause what it comes from
    public StageException(String message, Throwable cause) {
        super(message, cause);
    }
}
