package marquee.sequencer.process;

import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import marquee.sequencer.WriteAhead;

/// The thread that writes snapshots and removes what they make needless, so that the loop never
/// waits for it. It has files of its own open, of the same folder.
final class AsideThread implements AutoCloseable {
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("snapshots").factory());
    private final FileDisk disk;

    AsideThread(Path folder) {
        this.disk = new FileDisk(folder);
    }

    /// What the sequencer is told of it.
    WriteAhead.Aside aside() {
        return new WriteAhead.Aside(disk, thread::execute);
    }

    /// Waits until what was begun is done.
    @Override
    public void close() {
        thread.close();
        disk.close();
    }
}
