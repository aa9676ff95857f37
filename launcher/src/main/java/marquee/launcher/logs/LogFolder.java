package marquee.launcher.logs;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.TreeMap;
import java.util.function.BiFunction;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import marquee.config.ExitStatus;
import marquee.config.process.StartException;
import org.jspecify.annotations.Nullable;

/// The log files in a folder, as the roles of one machine leave them there.
final class LogFolder {
    /// The most files that are read; a role leaves ten.
    static final int FILES_MAX = 4_096;

    private static final String LOGS = "logs";

    /// The node, whether it is about requests, how often it was rotated, and, where two processes
    /// of one name wrote at the same time, which of them.
    private static final Pattern NAME =
            Pattern.compile("(.+?)(-requests)?\\.(\\d{1,6})\\.(json|log)(?:\\.(\\d{1,6}))?");

    private LogFolder() {}

    private record LogFile(Path path, String role, boolean requests, int age, String twin) {
        /// Null for a file that is no log.
        static @Nullable LogFile of(Path path) {
            var match = NAME.matcher(path.getFileName().toString());
            boolean isLog =
                    match.matches() && "log".equals(match.group(4)) == (match.group(2) != null);
            return !isLog
                    ? null
                    : new LogFile(
                            path,
                            match.group(1),
                            match.group(2) != null,
                            Integer.parseInt(match.group(3)),
                            match.group(5) == null ? "" : match.group(5));
        }

        /// The log that it is a part of.
        String log() {
            return role + (requests ? "-requests " : " ") + twin;
        }

        BiFunction<String, String, @Nullable LogLine> form() {
            return requests ? LogLine::request : LogLine::event;
        }
    }

    /// Opens all logs in `folder`, or in the folder `logs` in it. They are opened at once, since
    /// they are rotated while they are read.
    ///
    /// @throws StartException if there is none
    static ImmutableList<LogSource> open(Path folder) throws IOException, StartException {
        var logs = new TreeMap<String, List<LogFile>>();
        for (var file : files(folder)) {
            logs.computeIfAbsent(file.log(), _ -> new ArrayList<>()).add(file);
        }
        if (logs.isEmpty()) {
            throw new StartException(
                    ExitStatus.REFUSED, "%s: no log files there".formatted(folder));
        }
        var sources = ImmutableList.<LogSource>builder();
        for (var files : logs.values()) {
            files.sort(Comparator.comparingInt(LogFile::age).reversed());
            var first = files.getFirst();
            sources.add(new LogSource(first.role(), first.form(), open(files)));
        }
        return sources.build();
    }

    /// Who has a log in `folder`, or in the folder `logs` in it; nobody where there is no folder.
    static ImmutableSet<String> roles(Path folder) throws IOException {
        return Files.isDirectory(folder)
                ? files(folder).stream().map(LogFile::role).collect(ImmutableSet.toImmutableSet())
                : ImmutableSet.of();
    }

    private static List<LogFile> files(Path folder) throws IOException {
        var inside = folder.resolve(LOGS);
        try (Stream<Path> all = Files.list(Files.isDirectory(inside) ? inside : folder)) {
            return all.map(LogFile::of).filter(file -> file != null).limit(FILES_MAX).toList();
        }
    }

    private static List<InputStream> open(List<LogFile> files) throws IOException {
        var open = new ArrayList<InputStream>();
        for (var file : files) {
            try {
                open.add(Files.newInputStream(file.path()));
            } catch (NoSuchFileException e) {
                // It was the oldest, and is gone by now.
            }
        }
        return open;
    }
}
