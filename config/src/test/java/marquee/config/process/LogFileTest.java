package marquee.config.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import marquee.config.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LogFileTest {
    private static final Limits SMALL = new Limits(1_432, 1, 1, 10, 3, 1, 1, 1);

    @TempDir private Path folder;

    @Test
    void keepsTheNewestFilesAndDropsTheOldest() throws IOException {
        append("first text\n", "second text\n", "third text\n", "4th\n");

        assertThat(folder.resolve("100%t.0.log")).hasContent("4th\n");
        assertThat(folder.resolve("100%t.1.log")).hasContent("third text\n");
        assertThat(folder.resolve("100%t.2.log")).hasContent("second text\n");
        assertThat(folder.resolve("100%t.3.log")).doesNotExist();
    }

    @Test
    void goesOnBehindWhatIsThere() throws IOException {
        append("one\n");
        append("two\n", "three\n");
        append("four\n");

        assertThat(folder.resolve("100%t.1.log")).hasContent("one\ntwo\nthree\n");
        assertThat(folder.resolve("100%t.0.log")).hasContent("four\n");
    }

    @Test
    void losesWhatTheDiskRefusesAndSaysSoOnce() throws IOException {
        var gone = Files.createDirectories(folder.resolve("gone"));
        var file = new LogFile(gone.resolve("log"), ".%g", SMALL, new LogForm.Plain());
        Files.delete(gone.resolve("log.0"));
        Files.delete(gone.resolve("log.0.lck"));
        Files.delete(gone);

        var said =
                Said.onStandardError(() -> {
                    file.publish(
                            new LogRecord(Level.INFO, "long enough that the next file is begun\n"));
                    file.publish(new LogRecord(Level.INFO, "lost\n"));
                    file.close();
                });

        assertThat(said)
                .startsWith("the log " + gone.resolve("log") + " cannot be written (")
                .hasLineCount(1);
        assertThat(gone).doesNotExist();
    }

    private void append(String... texts) throws IOException {
        var stem = folder.resolve("100%t");
        var file = new LogFile(stem, ".%g.log", SMALL, new LogForm.Plain());
        for (var text : texts) {
            file.publish(new LogRecord(Level.INFO, text));
        }
        file.close();
    }
}
