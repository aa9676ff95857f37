package marquee.config;

/// A mistake in what a person wrote: a cluster's description, a fault, a host name. The message is
/// one line, fit to be shown as it is.
public final class ConfigException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String message;

    /// @param message what is wrong and what was expected, on one line
    public ConfigException(String message) {
        super(message);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
