package marquee.launcher.picture;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import marquee.launcher.scenario.Recorder.Made;
import marquee.protocol.NodeId;
import marquee.transport.udp.RecordedLife;

/// What is taken down of a live cluster: by the processes in a folder, and here what was done to
/// them. For any thread.
public final class Film {
    private final Path folder;
    private final BothClocks origin = BothClocks.read();
    private final Queue<Happened> happened = new ConcurrentLinkedQueue<>();

    private final int messagesMax;

    private record Happened(long at, ImmutableList<NodeId> nodes, String what) {}

    /// @param folder in which the processes take down what they send and receive
    /// @param messagesMax how many messages are kept
    public Film(Path folder, int messagesMax) {
        this.folder = folder;
        this.messagesMax = messagesMax;
    }

    /// `what` is done to `nodes` now.
    public void note(ImmutableList<NodeId> nodes, String what) {
        happened.add(new Happened(BothClocks.wallMicros(), nodes, what));
    }

    /// What went on since this was made.
    ///
    /// @param made the customers' calls, on the clock of [System#nanoTime]
    public Footage developed(ImmutableList<Made> made) throws IOException {
        long end = BothClocks.wallMicros();
        var witness = new Witness(messagesMax);
        var recordings =
                new Recordings(witness, RecordedLife.all(folder), origin.micros(), Film::isAlive);
        happened.forEach(each -> recordings.happened(each.at(), each.nodes(), each.what()));
        var calls =
                made.stream()
                        .map(call -> call.since(origin.nanos()))
                        .collect(ImmutableList.toImmutableList());
        recordings.tell(end, calls);
        return Footage.of(System.nanoTime() - origin.nanos(), calls, witness);
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
