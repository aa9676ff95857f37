package marquee.launcher.scenario.live;

import com.google.common.base.Preconditions;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import marquee.protocol.NodeId;

/// Stops processes and has them go on. What was stopped is ended with the scenario: its manager may
/// be unable to. Thread-safe; nothing is stopped once it is closed.
final class Signals implements AutoCloseable {
    private final Map<NodeId, ProcessHandle> stopped = new LinkedHashMap<>();
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

    /// The process of `node` that was stopped last goes on (SIGCONT).
    ///
    /// @return whether there is one
    synchronized boolean resume(NodeId node) throws IOException, InterruptedException {
        var process = stopped.get(node);
        if (process == null) {
            return false;
        }
        if (process.isAlive()) {
            send("CONT", process); // Its manager may have ended it meanwhile.
        }
        return true;
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
