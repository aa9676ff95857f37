package marquee.applications;

/// A store cannot be where it was asked for, for a reason that is no fault of the program: the disk
/// is full, the folder cannot be written. The message is one line, fit to be shown as it is.
public final class StoreException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String message;

    /// @param message which file of which engine it is and what is wrong, on one line
    public StoreException(String message) {
        super(message);
        this.message = message;
    }

    @Override
    public String getMessage() {
        return message;
    }
}
