package marquee.launcher.local;

import com.google.common.base.Joiner;
import com.google.common.collect.EvictingQueue;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import marquee.config.process.Parent;
import marquee.config.process.RoleShell;
import marquee.protocol.NodeId;

/// One role's process, the child of this one: it ends when its standard input does, so also when
/// this process is killed.
public final class RoleChild {
    private static final int LINES_MAX = 50;

    private final NodeId id;
    private final Process process;
    private final EvictingQueue<String> lines = EvictingQueue.create(LINES_MAX);
    private final CountDownLatch ready = new CountDownLatch(1);
    private final CountDownLatch silent = new CountDownLatch(1);

    private RoleChild(NodeId id, Process process) {
        this.id = id;
        this.process = process;
    }

    /// Starts the role `id` by `command`.
    ///
    /// @param said told every line the process says until it is ready, that it is among them; from
    ///   a thread of its own
    static RoleChild start(NodeId id, ImmutableList<String> command, Consumer<String> said)
            throws IOException {
        var process = new ProcessBuilder(command).redirectErrorStream(true).start();
        var child = new RoleChild(id, process);
        Thread.ofPlatform()
                .daemon()
                .name("output of " + id)
                .start(() -> child.listen(process.inputReader(), said));
        return child;
    }

    /// Which role it is.
    public NodeId id() {
        return id;
    }

    /// The process.
    public ProcessHandle handle() {
        return process.toHandle();
    }

    /// Done once it has ended and [#exitStatus] is known: the one of [#handle] may be done before.
    CompletableFuture<Process> onExit() {
        return process.onExit();
    }

    /// Whether it said that it is ready.
    boolean isReady() {
        return ready.getCount() == 0;
    }

    /// Whether it has ended. If so, all that it said is known.
    boolean hasEnded() throws InterruptedException {
        if (process.isAlive()) {
            return false;
        }
        silent.await();
        return true;
    }

    /// How it ended; only once it has.
    int exitStatus() {
        return process.exitValue();
    }

    /// What it said last; empty if nothing.
    synchronized String lastLine() {
        return lines.isEmpty() ? "" : ImmutableList.copyOf(lines).getLast();
    }

    /// Tells it `lines` and that this is all it is told at the start.
    void tell(Iterable<String> lines) {
        var input = process.outputWriter(StandardCharsets.US_ASCII);
        var all = Iterables.concat(lines, ImmutableList.of(Parent.START));
        try {
            input.write(Joiner.on('\n').join(all));
            input.write('\n');
            input.flush();
        } catch (IOException e) {
            // It has ended, and has said why.
        }
    }

    /// Asks it to end, without waiting.
    void askToStop() {
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It has ended already.
        }
    }

    /// Waits until it has ended, and makes it end when the time is over.
    void awaitEnd(long millis) throws InterruptedException {
        if (!process.waitFor(millis, TimeUnit.MILLISECONDS)) {
            kill();
        }
    }

    /// Ends it without a word (SIGKILL).
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    private void listen(BufferedReader output, Consumer<String> said) {
        try (output) {
            for (var line = output.readLine(); line != null; line = output.readLine()) {
                note(line);
                if (!isReady()) {
                    said.accept(line);
                }
                if (line.startsWith(RoleShell.READY + " ")) {
                    ready.countDown();
                }
            }
        } catch (IOException e) {
            note(e.toString());
        } finally {
            silent.countDown();
        }
    }

    private synchronized void note(String line) {
        lines.add(line);
    }
}
