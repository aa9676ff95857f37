package marquee.launcher.scenario.live;

import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import marquee.protocol.NodeId;

/// Stops processes and has them go on. What was stopped is ended with the scenario: its manager may
/// be unable to.
final class Signals implements AutoCloseable {
    private final Map<NodeId, ProcessHandle> stopped = new LinkedHashMap<>();

    /// The process of `node` stands still (SIGSTOP).
    void stop(NodeId node, ProcessHandle process) throws IOException, InterruptedException {
        stopped.put(node, process);
        send("STOP", process);
    }

    /// The process of `node` that was stopped last goes on (SIGCONT).
    ///
    /// @return whether there is one
    boolean resume(NodeId node) throws IOException, InterruptedException {
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
    public void close() {
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
