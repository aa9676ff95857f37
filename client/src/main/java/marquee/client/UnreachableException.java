package marquee.client;

/// No front end answered in time. The message is one line, fit to be shown as it is.
public final class UnreachableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String message;
    private final boolean mayBeDone;

    /// What is certainly not done.
    ///
    /// @param message who was asked and what happened, on one line
    public UnreachableException(String message) {
        this(message, false);
    }

    /// @param message who was asked and what happened, on one line
    /// @param mayBeDone whether somebody was handed what was asked
    UnreachableException(String message, boolean mayBeDone) {
        super(message);
        this.message = message;
        this.mayBeDone = mayBeDone;
    }

    /// Whether what was asked may have been done all the same.
    public boolean mayBeDone() {
        return mayBeDone;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
