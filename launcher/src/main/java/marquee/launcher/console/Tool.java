package marquee.launcher.console;

import com.google.common.collect.ImmutableList;
import com.google.common.util.concurrent.Uninterruptibles;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// Runs commands of the system, such as `ip`, `nft` and `tar`, that write little.
public final class Tool {
    /// How long one may take that is done at once.
    private static final Duration SHORT = Duration.ofSeconds(20);

    /// How long a killed one may take to be gone.
    private static final long GONE_MILLIS_MAX = 10_000;

    private Tool() {}

    /// Runs `command`, and gives it `input` to read.
    ///
    /// @return what it wrote
    /// @throws IOException if it fails or does not end; with its own words
    public static String run(ImmutableList<String> command, String input)
            throws IOException, InterruptedException {
        return runAll(ImmutableList.of(command), input).getFirst();
    }

    /// Runs `command`, which has nothing to read and may take `atMost`.
    ///
    /// @throws IOException if it fails or does not end; with its own words
    public static void run(ImmutableList<String> command, Duration atMost)
            throws IOException, InterruptedException {
        var _ = runAll(ImmutableList.of(command), "", atMost);
    }

    /// Runs `commands` at the same time, and gives each of them `input` to read. However this ends,
    /// none of them goes on.
    ///
    /// @return what each wrote
    /// @throws IOException if one fails or does not end; with its own words
    public static ImmutableList<String> runAll(
            ImmutableList<ImmutableList<String>> commands, String input)
            throws IOException, InterruptedException {
        return runAll(commands, input, SHORT);
    }

    private static ImmutableList<String> runAll(
            ImmutableList<ImmutableList<String>> commands, String input, Duration atMost)
            throws IOException, InterruptedException {
        var running = new ArrayList<Process>();
        try {
            for (var command : commands) {
                var process = new ProcessBuilder(command).redirectErrorStream(true).start();
                running.add(process);
                tell(process, input);
            }
            var said = ImmutableList.<String>builder();
            for (int i = 0; i < running.size(); i++) {
                said.add(await(running.get(i), commands.get(i), atMost));
            }
            return said.build();
        } finally {
            running.forEach(Tool::kill);
            running.forEach(Tool::awaitGone);
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private static void tell(Process process, String input) {
        try (var writer = process.outputWriter(StandardCharsets.US_ASCII)) {
            writer.write(input);
        } catch (IOException e) {
            // It has ended already, and says why.
        }
    }

    /// Waits for the end of a killed process also on an interrupted thread: who takes down what it
    /// made must come after it.
    private static void awaitGone(Process process) {
        try {
            Uninterruptibles.getUninterruptibly(
                    process.onExit(), GONE_MILLIS_MAX, TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            // What it makes even now is found by who takes the lab down, or by the next run.
        }
    }

    /// What they write is less than a pipe takes, so that it can be read when they have ended.
    private static String await(Process process, List<String> command, Duration atMost)
            throws IOException, InterruptedException {
        if (!process.waitFor(atMost)) {
            throw new IOException(
                    "%s: no end within %d s".formatted(words(command), atMost.toSeconds()));
        }
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        if (process.exitValue() != 0) {
            throw new IOException(
                    "%s: %s".formatted(words(command), said.lines().findFirst().orElse("failed")));
        }
        return said;
    }

    private static String words(List<String> command) {
        return String.join(" ", command);
    }
}
