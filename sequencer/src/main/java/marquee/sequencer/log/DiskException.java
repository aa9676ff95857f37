package marquee.sequencer.log;

/// The disk refused to read or write. Its message is one line for the operator.
public final class DiskException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final String line;

    /// Makes one with a `line` that names the file and the reason.
    public DiskException(String line) {
        super(line);
        this.line = line;
    }

    /// Makes one with a `line` that names the file and the reason, and what it came from.
    public DiskException(String line, Throwable cause) {
        super(line, cause);
        this.line = line;
    }

    @Override
    public String getMessage() {
        return line;
    }
}
