package marquee.launcher.scenario.live;

import com.google.common.base.Preconditions;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import marquee.protocol.NodeId;

/// Stops processes and has them go on. What was stopped is ended with the scenario: its manager may
/// be unable to. Thread-safe; nothing is stopped once it is closed.
final class Signals implements AutoCloseable {
    private final ListMultimap<NodeId, ProcessHandle> stopped =
            MultimapBuilder.linkedHashKeys().arrayListValues().build();

    /// Those that go on, too.
    private final List<ProcessHandle> everStopped = new ArrayList<>();

    private boolean closed;

    /// The process of `node` stands still (SIGSTOP).
    ///
    /// @throws IOException if the process has ended
    /// @throws IllegalStateException if this is closed: nobody would end the process
    synchronized void stop(NodeId node, ProcessHandle process)
            throws IOException, InterruptedException {
        Preconditions.checkState(!closed, "the scenario is over");
        stopped.put(node, process);
        everStopped.add(process);
        if (!send("STOP", process)) {
            throw new IOException(node + " does not run");
        }
    }

    /// Whose processes stand still.
    synchronized ImmutableList<NodeId> stopped() {
        return ImmutableList.copyOf(stopped.keySet());
    }

    /// The processes of `node` that stand still go on (SIGCONT): one that was replaced, and its
    /// successor.
    synchronized void resume(NodeId node) throws IOException, InterruptedException {
        for (var process : stopped.removeAll(node)) {
            if (process.isAlive()) {
                send("CONT", process); // Its manager may have ended it meanwhile.
            }
        }
    }

    @Override
    public synchronized void close() {
        closed = true;
        everStopped.forEach(ProcessHandle::destroyForcibly);
    }

    /// Whether there was a process to hear it.
    private static boolean send(String signal, ProcessHandle process)
            throws IOException, InterruptedException {
        var kill = new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()));
        return kill.inheritIO().start().waitFor() == 0;
    }
}
