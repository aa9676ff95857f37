package marquee.sequencer.process;

import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import marquee.sequencer.WriteAhead;
import marquee.sequencer.log.DiskException;
import org.jspecify.annotations.Nullable;

/// The thread that writes snapshots and removes what they make needless, so that the loop never
/// waits for it. It has files of its own open, of the same folder. A fault of the program, or of
/// the disk where that costs more than a snapshot, ends its work, and the process is told to stop
/// (rule P49): half of something may lie on the disk.
final class AsideThread implements AutoCloseable {
    private final ExecutorService thread =
            Executors.newSingleThreadExecutor(
                    Thread.ofPlatform().daemon().name("snapshots").factory());
    private final FileDisk disk;
    private final Runnable stop;
    private volatile @Nullable Throwable fault;

    /// @param stop run on the thread when its work has failed
    AsideThread(Path folder, Runnable stop) {
        this.disk = new FileDisk(folder);
        this.stop = stop;
    }

    /// What the sequencer is told of it.
    WriteAhead.Aside aside() {
        return new WriteAhead.Aside(disk, work -> thread.execute(() -> run(work)));
    }

    /// Waits until what was begun is done, and throws the fault that has ended the work, if one
    /// has; one of the disk as it is.
    void finish() {
        thread.close();
        var found = fault;
        if (found instanceof DiskException failed) {
            throw failed;
        }
        if (found != null) {
            throw new IllegalStateException("the work on snapshots failed", found);
        }
    }

    private void run(Runnable work) {
        if (fault != null) {
            return;
        }
        try {
            work.run();
        } catch (RuntimeException | Error found) {
            fault = found;
            stop.run();
        }
    }

    /// Waits until what was begun is done.
    @Override
    public void close() {
        thread.close();
        disk.close();
    }
}
