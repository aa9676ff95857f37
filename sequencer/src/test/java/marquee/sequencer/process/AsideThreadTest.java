package marquee.sequencer.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Consumer;
import marquee.sequencer.log.DiskException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AsideThreadTest {
    @TempDir private Path folder;

    private final List<String> done = new CopyOnWriteArrayList<>();

    @Test
    void doesOnePieceOfWorkAfterAnother() {
        var thread = new AsideThread(folder, () -> done.add("stopped"));
        var run = thread.aside().run();
        run.accept(() -> done.add("one"));
        run.accept(() -> done.add("two"));
        thread.close();

        assertThat(done).containsExactly("one", "two");
        thread.finish();
    }

    @Test
    void aFaultOfTheProgramStopsTheProcessAndAllFurtherWorkP49() {
        for (var fault : List.of(new IllegalStateException("bug"), new StackOverflowError("bug"))) {
            done.clear();
            var thread = new AsideThread(folder, () -> done.add("stopped"));
            fail(thread.aside().run(), fault);
            thread.aside().run().accept(() -> done.add("more"));
            thread.close();

            assertThat(done).containsExactly("stopped");
            assertThatThrownBy(thread::finish)
                    .hasMessage("the work on snapshots failed")
                    .hasCause(fault);
        }
    }

    @Test
    void aFaultOfTheDiskIsToldAsOneP19() {
        var thread = new AsideThread(folder, () -> done.add("stopped"));
        var failed = new DiskException("segment-1: input/output error");
        fail(thread.aside().run(), failed);
        thread.close();

        assertThat(done).containsExactly("stopped");
        assertThatThrownBy(thread::finish).isSameAs(failed);
    }

    @Test
    void itsEndWaitsForTheFaultOfWhatWasStillToBeDoneP19() {
        var tester = Thread.currentThread();
        var failed = new DiskException("segment-1: input/output error");
        var thread = new AsideThread(folder, () -> done.add("stopped"));
        thread.aside()
                .run()
                .accept(() -> {
                    while (tester.getState() == Thread.State.RUNNABLE) {
                        Thread.onSpinWait();
                    }
                });
        fail(thread.aside().run(), failed);

        assertThatThrownBy(thread::finish).isSameAs(failed);
    }

    private static void fail(Consumer<Runnable> run, Throwable fault) {
        run.accept(() -> {
            if (fault instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) fault;
        });
    }
}
