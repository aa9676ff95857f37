package marquee.launcher.soak;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/// What a process takes of the machine, as Linux tells it below `/proc`.
///
/// @param kibibytes of memory that is resident
/// @param heap kibibytes of objects after a collection; 0 if that is not known
/// @param descriptors open files and sockets
record Vitals(long kibibytes, long heap, int threads, int descriptors) {
    private static final Splitter WORDS = Splitter.on(' ').omitEmptyStrings().trimResults();

    /// Those of the process `pid`; empty if it has ended, or this is no Linux.
    static Optional<Vitals> of(long pid) {
        return of(Path.of("/proc", Long.toString(pid)));
    }

    /// Those told in the folder `process`, which can go while it is read.
    static Optional<Vitals> of(Path process) {
        long kibibytes = 0;
        int threads = 0;
        try (var descriptors = Files.list(process.resolve("fd"))) {
            for (var line : Files.readAllLines(process.resolve("status"))) {
                if (line.startsWith("VmRSS:")) {
                    kibibytes = Long.parseLong(value(line));
                } else if (line.startsWith("Threads:")) {
                    threads = Integer.parseInt(value(line));
                }
            }
            return kibibytes == 0
                    ? Optional.empty()
                    : Optional.of(new Vitals(kibibytes, 0, threads, (int) descriptors.count()));
        } catch (IOException | UncheckedIOException e) {
            return Optional.empty();
        }
    }

    /// The same, and what objects take after a collection.
    Vitals withHeap(long kibibytesOfObjects) {
        return new Vitals(kibibytes, kibibytesOfObjects, threads, descriptors);
    }

    /// Whether these are more than `before` by more than `allowed`.
    boolean exceeds(Vitals before, Vitals allowed) {
        return kibibytes - before.kibibytes > allowed.kibibytes
                || (before.heap > 0 && heap - before.heap > allowed.heap)
                || threads - before.threads > allowed.threads
                || descriptors - before.descriptors > allowed.descriptors;
    }

    private static String value(String line) {
        return WORDS.splitToList(line.substring(line.indexOf(':') + 1).replace('\t', ' '))
                .getFirst();
    }
}
