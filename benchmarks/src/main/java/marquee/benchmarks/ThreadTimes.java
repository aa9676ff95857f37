package marquee.benchmarks;

import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/// For how long the processor has worked for the threads of a process, in user and system mode, to
/// the nanosecond, where the system tells it (Linux). Compilers are told apart: they are at work
/// when code is new, not when it is asked for.
public final class ThreadTimes {
    private static final String TIME = "schedstat";

    private ThreadTimes() {}

    /// Those of the threads that the process `pid` has now, without compilers, by their numbers.
    ///
    /// @return empty where the system does not tell, or if there is no such process
    public static Optional<ImmutableMap<Long, Duration>> of(long pid) {
        return read(pid, false);
    }

    /// The same of the compilers alone.
    public static Optional<ImmutableMap<Long, Duration>> ofCompilers(long pid) {
        return read(pid, true);
    }

    private static Optional<ImmutableMap<Long, Duration>> read(long pid, boolean compilers) {
        var threads = Path.of("/proc", Long.toString(pid), "task");
        if (!Files.exists(threads.resolve(Long.toString(pid)).resolve(TIME))) {
            return Optional.empty();
        }
        var times = new LinkedHashMap<Long, Duration>();
        try (var all = Files.newDirectoryStream(threads)) {
            for (var thread : all) {
                read(thread, compilers, times);
            }
        } catch (NoSuchFileException | DirectoryIteratorException e) {
            return Optional.empty(); // It has just ended.
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return Optional.of(ImmutableMap.copyOf(times));
    }

    private static void read(Path thread, boolean compilers, Map<Long, Duration> times)
            throws IOException {
        try {
            boolean compiles = Files.readString(thread.resolve("comm")).matches("C[12] Comp.*\n");
            if (compiles == compilers) {
                var nanos = Files.readString(thread.resolve(TIME)).split(" ", -1)[0];
                times.put(
                        Long.valueOf(thread.getFileName().toString()),
                        Duration.ofNanos(Long.parseLong(nanos)));
            }
        } catch (IOException e) {
            if (Files.exists(thread)) {
                throw e;
            }
            // The thread has just ended.
        }
    }
}
