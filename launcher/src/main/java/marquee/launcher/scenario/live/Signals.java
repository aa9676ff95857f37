package marquee.launcher.scenario.live;

import com.google.common.base.Preconditions;
import com.google.common.collect.ListMultimap;
import com.google.common.collect.MultimapBuilder;
import java.io.IOException;
import marquee.protocol.NodeId;

/// Stops processes and has them go on. What was stopped is ended with the scenario: its manager may
/// be unable to. Thread-safe; nothing is stopped once it is closed.
final class Signals implements AutoCloseable {
    private final ListMultimap<NodeId, ProcessHandle> stopped =
            MultimapBuilder.linkedHashKeys().arrayListValues().build();
    private boolean closed;

    /// The process of `node` stands still (SIGSTOP).
    ///
    /// @throws IllegalStateException if this is closed: nobody would end the process
    synchronized void stop(NodeId node, ProcessHandle process)
            throws IOException, InterruptedException {
        Preconditions.checkState(!closed, "the scenario is over");
        stopped.put(node, process);
        send("STOP", process);
    }

    /// The processes of `node` that were stopped go on (SIGCONT): one that was replaced, and its
    /// successor.
    ///
    /// @return whether there is any
    synchronized boolean resume(NodeId node) throws IOException, InterruptedException {
        for (var process : stopped.get(node)) {
            if (process.isAlive()) {
                send("CONT", process); // Its manager may have ended it meanwhile.
            }
        }
        return stopped.containsKey(node);
    }

    @Override
    public synchronized void close() {
        closed = true;
        stopped.values().forEach(ProcessHandle::destroyForcibly);
    }

    private static void send(String signal, ProcessHandle process)
            throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + signal, Long.toString(process.pid()))
                .inheritIO()
                .start()
                .waitFor();
    }
}
