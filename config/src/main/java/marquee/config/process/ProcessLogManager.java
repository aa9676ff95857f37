package marquee.config.process;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.logging.LogManager;

/// The JDK's log, but for two things: until [ProcessLog] directs it, it shows errors alone, and it
/// stays as it is while the process stops, when the JDK would close it first of all.
public final class ProcessLogManager extends LogManager {
    /// The system property that names the log of the JDK, which reads it when the first class of
    /// its log is initialized: this one, for example.
    public static final String PROPERTY = "java.util.logging.manager";

    /// Not a file, even one in our own archive: to open it takes longer than all the rest. Nor does
    /// it give a format, which the JDK would try out at once.
    private static final String SETTINGS =
            """
            handlers = java.util.logging.ConsoleHandler
            java.util.logging.ConsoleHandler.level = SEVERE
            """;

    /// For the JDK, which makes the only one.
    public ProcessLogManager() {}

    @Override
    public void readConfiguration() throws IOException {
        readConfiguration(new ByteArrayInputStream(SETTINGS.getBytes(StandardCharsets.UTF_8)));
    }

    @Override
    public void reset() {
        // Whoever stops has things to say still; ProcessLog.stop closes the files.
    }
}
