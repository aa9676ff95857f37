package marquee.config.process;

/// A process cannot start, or go on, for a reason that is no fault of the program: a port is taken,
/// a folder cannot be written. The message is one line, fit to be shown as it is.
public final class StartException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int status;
    private final String message;

    /// @param status how the process is to end, of [marquee.config.ExitStatus]
    /// @param message what is wrong and what was expected, on one line
    public StartException(int status, String message) {
        super(message);
        this.status = status;
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }

    /// How the process is to end.
    public int status() {
        return status;
    }
}
