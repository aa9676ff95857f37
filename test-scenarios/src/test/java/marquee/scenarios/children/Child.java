package marquee.scenarios.children;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/// A program that a test starts and waits for, but not for ever. What it says goes to files: a pipe
/// would be held open by whatever it leaves in the background, and who reads one waits without a
/// limit.
public final class Child {
    private final Process process;
    private final Path output;
    private final Path errors;

    private Child(Process process, Path output, Path errors) {
        this.process = process;
        this.output = output;
        this.errors = errors;
    }

    /// How a program ended.
    ///
    /// @param output what it wrote to standard output
    /// @param errors what it wrote to standard error, if that is not the same
    public record Ended(int status, String output, String errors) {
        /// The lines of the output.
        public ImmutableList<String> lines() {
            return output.lines().collect(ImmutableList.toImmutableList());
        }
    }

    /// Starts a program.
    public static Child start(ProcessBuilder program) throws IOException {
        var output = Files.createTempFile("marquee-output", ".txt");
        var errors = Files.createTempFile("marquee-errors", ".txt");
        program.redirectOutput(output.toFile()).redirectError(errors.toFile());
        return new Child(program.start(), output, errors);
    }

    /// Runs a program to its end, see [#awaitEnd].
    public static Ended run(ProcessBuilder program, Duration atMost)
            throws IOException, InterruptedException {
        return start(program).awaitEnd(atMost);
    }

    /// Waits for the end of the program. If it takes longer than `atMost`, or this thread is
    /// interrupted, it is killed with all that it has started.
    ///
    /// @throws AssertionError if it takes longer
    public Ended awaitEnd(Duration atMost) throws IOException, InterruptedException {
        try {
            boolean ended = process.waitFor(atMost);
            var said = Files.readString(output, StandardCharsets.UTF_8);
            var complaints = Files.readString(errors, StandardCharsets.UTF_8);
            if (!ended) {
                throw new AssertionError(
                        "does not end within %s; it wrote:%n%s%s"
                                .formatted(atMost, said, complaints));
            }
            return new Ended(process.exitValue(), said, complaints);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
            Files.delete(output);
            Files.delete(errors);
        }
    }
}
