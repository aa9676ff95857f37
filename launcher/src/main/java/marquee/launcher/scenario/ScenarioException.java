package marquee.launcher.scenario;

/// A scenario file that is not understood. The message is one line with the file, the line and what
/// was expected.
public final class ScenarioException extends Exception {
    private static final long serialVersionUID = 1L;

    /// @param file as the user named it
    /// @param line from 1; 0 if the mistake is in no line of its own
    /// @param mistake what is wrong and what was expected
    public ScenarioException(String file, int line, String mistake) {
        super(line == 0 ? file + ": " + mistake : file + ":" + line + ": " + mistake);
    }
}
