package marquee.client;

/// Words that are no command. The message is one line, fit to be shown as it is.
public final class UsageException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String message;

    /// @param message what is wrong and what was expected, on one line
    public UsageException(String message) {
        super(message);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
