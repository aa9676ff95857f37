package marquee.client;

/// No front end answered in time. The message is one line, fit to be shown as it is.
public final class UnreachableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String message;

    /// @param message who was asked and what happened, on one line
    public UnreachableException(String message) {
        super(message);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
