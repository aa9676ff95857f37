package marquee.manager.process;

import com.google.common.collect.ImmutableList;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/// The process of one replica, a child of this one: it ends when its standard input does, so also
/// when this process is killed. Nobody waits for it: a thread of its own writes to its pipe, which
/// is full once a process that stands still has been told some hundreds of lines.
final class ReplicaJvm {
    /// How often it can be told something before it has read what it was told first; what comes
    /// after that is lost.
    static final int UNREAD_MAX = 1_024;

    private final Process process;
    private final ThreadPoolExecutor writer;

    private ReplicaJvm(Process process, String name, Consumer<String> said) {
        this.process = process;
        writer =
                new ThreadPoolExecutor(
                        1,
                        1,
                        0,
                        TimeUnit.SECONDS,
                        new ArrayBlockingQueue<>(UNREAD_MAX),
                        Thread.ofPlatform().daemon().name("input of " + name).factory(),
                        (_, full) -> {
                            if (!full.isShutdown()) {
                                said.accept("does not listen, so it is not told everything");
                            }
                        });
    }

    /// Starts `command`.
    ///
    /// @param name what its thread is called after
    /// @param said told every line that the process says, from a thread of its own, and from
    ///   whoever calls [#tell] that it does not listen
    /// @param ended run once it has ended, from another one
    /// @throws IOException if there can be no such process
    static ReplicaJvm start(
            String name, ImmutableList<String> command, Consumer<String> said, Runnable ended)
            throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        Thread.ofPlatform()
                .daemon()
                .name("output of " + name)
                .start(() -> listen(process.inputReader(), said));
        var started = new ReplicaJvm(process, name, said);
        var _ = process.onExit().thenRun(started.writer::shutdownNow).thenRun(ended);
        return started;
    }

    /// Tells the process `lines` on its standard input, without waiting.
    void tell(Iterable<String> lines) {
        writer.execute(() -> write(lines));
    }

    private void write(Iterable<String> lines) {
        var input = process.outputWriter(StandardCharsets.US_ASCII);
        try {
            for (var line : lines) {
                input.write(line);
                input.write('\n');
            }
            input.flush();
        } catch (IOException e) {
            // It has ended, which is told otherwise.
        }
    }

    /// Whether the process has not ended yet.
    boolean isAlive() {
        return process.isAlive();
    }

    /// Ends the process without a word (SIGKILL): what is to be ended may not listen.
    void kill() {
        process.destroyForcibly();
    }

    /// Asks the process to end once it has read what it was told, without waiting.
    void askToEnd() {
        writer.execute(this::endInput);
    }

    private void endInput() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended already.
        }
    }

    /// Waits until the process has ended, and makes it end when the time is over.
    void awaitEnd(long millis) throws InterruptedException {
        if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
            process.destroyForcibly().waitFor();
        }
    }

    private static void listen(BufferedReader output, Consumer<String> said) {
        try (output) {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                said.accept(line);
            }
        } catch (IOException e) {
            said.accept(e.toString());
        }
    }
}
