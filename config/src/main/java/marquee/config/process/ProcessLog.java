package marquee.config.process;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import marquee.config.ExitStatus;
import marquee.config.Limits;
import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.appender.ConsoleAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.builder.api.AppenderComponentBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilder;
import org.apache.logging.log4j.core.config.builder.api.ConfigurationBuilderFactory;
import org.apache.logging.log4j.core.config.builder.api.LayoutComponentBuilder;
import org.apache.logging.log4j.core.config.builder.impl.BuiltConfiguration;

/// Where a process logs: events to the console, readable, and to `NODE.json`, one object a line;
/// requests to `NODE-requests.log`, the text log that docs/domain.md asks of every server. Files
/// are rotated by size and only the newest are kept.
///
/// Requests go through a bounded queue to a thread of their own, so that a slow disk never holds a
/// protocol's thread; when the queue is full a line is lost. A message whose class is
/// `AsynchronouslyFormattable` is made into text there too.
public final class ProcessLog {
    /// The name of the logger of requests.
    public static final String REQUESTS = "requests";

    private static final int QUEUE_MAX = 8_192;
    private static final String EVENT_TEMPLATE = "classpath:marquee/config/process/event.json";

    private final ConfigurationBuilder<BuiltConfiguration> builder =
            ConfigurationBuilderFactory.newConfigurationBuilder();
    private final String node;
    private final Path folder;
    private final Limits limits;

    private ProcessLog(String node, Path folder, Limits limits) {
        this.node = node;
        this.folder = folder;
        this.limits = limits;
    }

    /// Directs everything this process logs from now on.
    ///
    /// @param node the name that begins the files' names
    /// @param quiet whether the console is spared everything below a warning
    /// @throws StartException if `folder` cannot be made or written
    public static void start(String node, Path folder, Limits limits, boolean quiet)
            throws StartException {
        try {
            Files.createDirectories(folder);
        } catch (IOException e) {
            throw unusable(folder);
        }
        if (!Files.isWritable(folder)) {
            throw unusable(folder);
        }
        var log = new ProcessLog(node, folder, limits);
        log.install(quiet ? Level.WARN : Level.INFO);
    }

    /// Writes what is still queued and closes the files.
    public static void stop() {
        LogManager.shutdown();
    }

    private static StartException unusable(Path folder) {
        return new StartException(
                ExitStatus.REFUSED,
                "the folder of log files %s cannot be written, expected one that can"
                        .formatted(folder));
    }

    private void install(Level console) {
        builder.setStatusLevel(Level.ERROR);
        builder.add(console(console));
        builder.add(file("events", ".json", json()));
        builder.add(file("lines", "-requests.log", text("%d{yyyy-MM-dd HH:mm:ss.SSS} %m%n")));
        builder.add(
                builder.newAppender("queue", "Async")
                        .addAttribute("blocking", false)
                        .addAttribute("bufferSize", QUEUE_MAX)
                        .addComponent(builder.newAppenderRef("lines")));
        builder.add(
                builder.newLogger(REQUESTS, Level.INFO)
                        .add(builder.newAppenderRef("queue"))
                        .addAttribute("additivity", false));
        builder.add(builder.newLogger("org", Level.WARN));
        builder.add(builder.newLogger("io", Level.WARN));
        builder.add(builder.newLogger("com", Level.WARN));
        builder.add(
                builder.newRootLogger(Level.INFO)
                        .add(builder.newAppenderRef("console"))
                        .add(builder.newAppenderRef("events")));
        var configuration = builder.build(false);
        var context = Configurator.initialize(configuration);
        if (!context.getConfiguration().equals(configuration)) {
            context.reconfigure(configuration); // Somebody asked for a logger before us.
        }
    }

    private AppenderComponentBuilder console(Level level) {
        return builder.newAppender("console", "Console")
                .addAttribute("target", ConsoleAppender.Target.SYSTEM_ERR)
                .addComponent(
                        builder.newFilter("ThresholdFilter", "ACCEPT", "DENY")
                                .addAttribute("level", level))
                .add(text("%d{HH:mm:ss.SSS} " + node + " %-5level %m%n%xEx{5}"));
    }

    private AppenderComponentBuilder file(String name, String suffix, LayoutComponentBuilder form) {
        var path = folder.resolve(node + suffix).toString();
        return builder.newAppender(name, "RollingFile")
                .addAttribute("fileName", path)
                .addAttribute("filePattern", path + ".%i")
                .add(form)
                .addComponent(
                        builder.newComponent("SizeBasedTriggeringPolicy")
                                .addAttribute("size", limits.logFileBytesMax() + "B"))
                .addComponent(
                        builder.newComponent("DefaultRolloverStrategy")
                                .addAttribute("fileIndex", "min")
                                .addAttribute("max", Math.max(1, limits.logFilesMax() - 1)));
    }

    private LayoutComponentBuilder text(String pattern) {
        return builder.newLayout("PatternLayout").addAttribute("pattern", pattern);
    }

    private LayoutComponentBuilder json() {
        return builder.newLayout("JsonTemplateLayout")
                .addAttribute("eventTemplateUri", EVENT_TEMPLATE)
                .addComponent(
                        builder.newComponent("EventTemplateAdditionalField")
                                .addAttribute("key", "node")
                                .addAttribute("value", node));
    }
}
