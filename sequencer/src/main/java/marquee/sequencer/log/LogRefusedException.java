package marquee.sequencer.log;

/// A log cannot be used as asked. Its message is one line for the operator: what is wrong, and what
/// can be done.
public final class LogRefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final String line;

    /// Makes one with that `line`.
    public LogRefusedException(String line) {
        super(line);
        this.line = line;
    }

    @Override
    public String getMessage() {
        return line;
    }
}
