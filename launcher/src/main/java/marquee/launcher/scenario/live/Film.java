package marquee.launcher.scenario.live;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import marquee.launcher.picture.Recordings;
import marquee.launcher.picture.Witness;
import marquee.launcher.scenario.Action;
import marquee.launcher.scenario.Footage;
import marquee.launcher.scenario.Recorder.Made;
import marquee.transport.udp.RecordedLife;

/// What is taken down of a live scenario: by the processes in a folder, and here what was done to
/// them. For any thread.
final class Film {
    private final Path folder;
    private final long originNanos = System.nanoTime();
    private final long originMicros = micros();
    private final Queue<Happened> happened = new ConcurrentLinkedQueue<>();

    private record Happened(long at, Action action) {}

    /// @param folder in which the processes take down what they send and receive
    Film(Path folder) {
        this.folder = folder;
    }

    Path folder() {
        return folder;
    }

    /// `action` happens now.
    void note(Action action) {
        happened.add(new Happened(micros(), action));
    }

    /// What went on since this was made.
    ///
    /// @param made the customers' calls, on the clock of [System#nanoTime]
    Footage developed(ImmutableList<Made> made) throws IOException {
        long end = micros();
        var witness = new Witness(Witness.SCENARIO_MESSAGES_MAX);
        var recordings =
                new Recordings(witness, RecordedLife.all(folder), originMicros, Film::isAlive);
        happened.forEach(each ->
                recordings.happened(each.at(), each.action().nodes(), each.action().words()));
        var calls =
                made.stream()
                        .map(call -> call.since(originNanos))
                        .collect(ImmutableList.toImmutableList());
        recordings.tell(end, calls);
        return Footage.of(System.nanoTime() - originNanos, calls, witness);
    }

    private static boolean isAlive(long pid) {
        return ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }

    private static long micros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
