package marquee.launcher.scenario.lab;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.TimeUnit;

/// Runs the commands of a lab: `ip` and `nft`.
final class Tool {
    /// How long one may take.
    private static final long MILLIS_MAX = 20_000;

    private Tool() {}

    /// Runs `command`, and gives it `input` to read.
    ///
    /// @return what it wrote
    /// @throws IOException if it fails or does not end; with its own words
    static String run(ImmutableList<String> command, String input)
            throws IOException, InterruptedException {
        return runAll(ImmutableList.of(command), input).getFirst();
    }

    /// Runs `commands` at the same time, and gives each of them `input` to read.
    ///
    /// @return what each wrote
    /// @throws IOException if one fails or does not end; with its own words
    static ImmutableList<String> runAll(ImmutableList<ImmutableList<String>> commands, String input)
            throws IOException, InterruptedException {
        var running = ImmutableList.<Process>builder();
        for (var command : commands) {
            running.add(start(command, input));
        }
        var all = running.build();
        var said = ImmutableList.<String>builder();
        for (int i = 0; i < all.size(); i++) {
            said.add(await(all.get(i), commands.get(i)));
        }
        return said.build();
    }

    private static Process start(List<String> command, String input) throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        try (var writer = process.outputWriter(StandardCharsets.US_ASCII)) {
            writer.write(input);
        } catch (IOException e) {
            // It has ended already, and says why.
        }
        return process;
    }

    /// What they write is less than a pipe takes, so that it can be read when they have ended.
    private static String await(Process process, List<String> command)
            throws IOException, InterruptedException {
        if (!process.waitFor(MILLIS_MAX, TimeUnit.MILLISECONDS)) {
            process.destroyForcibly();
            throw new IOException(
                    "%s: no end within %d s".formatted(words(command), MILLIS_MAX / 1_000));
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
