package marquee.scenarios.live;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import marquee.launcher.local.RunState;

/// `./marquee` as a shell runs it: with arguments, for a user who keeps everything in one folder.
/// What is still running at the end is killed, in the background too.
final class Program implements AutoCloseable {
    private static final long END_SECONDS_MAX = 300;
    private static final JsonMapper MAPPER = new JsonMapper();

    private final Path stateHome;
    private final List<Run> runs = new ArrayList<>();

    Program(Path stateHome) {
        this.stateHome = stateHome;
    }

    /// How a command ended.
    ///
    /// @param text what it wrote, to standard output and standard error
    record Ended(int status, String text) {
        /// What it wrote last.
        String lastLine() {
            return text.lines().reduce("", (_, line) -> line);
        }
    }

    /// Runs a command to its end.
    Ended run(Object... arguments) throws Exception {
        return start(arguments).awaitEnd();
    }

    /// Starts a command.
    Run start(Object... arguments) throws Exception {
        var words = Stream.of(arguments).map(Object::toString);
        var command = Build.command(words.collect(ImmutableList.toImmutableList()));
        command.environment().put("XDG_STATE_HOME", stateHome.toString());
        var run = new Run(command.start());
        runs.add(run);
        return run;
    }

    @Override
    public void close() throws IOException {
        for (var run : runs) {
            run.process.descendants().forEach(ProcessHandle::destroyForcibly);
            run.process.destroyForcibly();
        }
        var file = stateHome.resolve("marquee").resolve("local").resolve("run.json");
        if (Files.exists(file)) {
            // A cluster in the background, whose roles end with their supervisor.
            var supervisor = MAPPER.readTree(Files.readString(file)).path("supervisor");
            MAPPER.treeToValue(supervisor, RunState.Running.class)
                    .process()
                    .ifPresent(ProcessHandle::destroyForcibly);
        }
    }

    /// A command that runs.
    static final class Run {
        private final Process process;
        private final StringBuilder text = new StringBuilder();
        private final Thread reader;

        Run(Process process) {
            this.process = process;
            reader = Thread.ofPlatform().daemon().start(this::read);
        }

        /// What it wrote so far.
        synchronized String text() {
            return text.toString();
        }

        ProcessHandle handle() {
            return process.toHandle();
        }

        Ended awaitEnd() throws InterruptedException {
            if (!process.waitFor(END_SECONDS_MAX, TimeUnit.SECONDS)) {
                throw new AssertionError("does not end; it wrote:\n" + text());
            }
            reader.join();
            return new Ended(process.exitValue(), text());
        }

        private void read() {
            try (var lines = process.inputReader()) {
                for (var line = lines.readLine(); line != null; line = lines.readLine()) {
                    append(line);
                }
            } catch (IOException e) {
                append(e.toString());
            }
        }

        private synchronized void append(String line) {
            text.append(line).append('\n');
        }
    }
}
