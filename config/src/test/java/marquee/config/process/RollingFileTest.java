package marquee.config.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import marquee.config.Limits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RollingFileTest {
    private static final Limits SMALL = new Limits(1_432, 1, 1, 10, 3, 1);

    @TempDir private Path folder;

    @Test
    void keepsTheNewestFilesAndDropsTheOldest() throws IOException {
        append("first text\n", "second text\n", "third text\n", "fourth text\n");

        assertThat(folder.resolve("log")).hasContent("fourth text\n");
        assertThat(folder.resolve("log.1")).hasContent("third text\n");
        assertThat(folder.resolve("log.2")).hasContent("second text\n");
        assertThat(folder.resolve("log.3")).doesNotExist();
    }

    @Test
    void goesOnBehindWhatIsThere() throws IOException {
        append("one\n");
        append("two\n", "three\n");
        append("four\n");

        assertThat(folder.resolve("log.1")).hasContent("one\ntwo\nthree\n");
        assertThat(folder.resolve("log")).hasContent("four\n");
    }

    @Test
    void losesWhatTheDiskRefusesAndGoesOnWhenItDoesNot() throws IOException {
        var inTheWay = Files.createDirectories(folder.resolve("log.2").resolve("in the way"));
        try (var file = new RollingFile(folder.resolve("log"), SMALL)) {
            file.append("first text\n");
            file.append("second text\n");
            file.append("lost text\n");
            Files.delete(inTheWay);
            file.append("third text\n");
        }

        assertThat(folder.resolve("log")).hasContent("third text\n");
        assertThat(folder.resolve("log.1")).hasContent("second text\n");
        assertThat(folder.resolve("log.2")).hasContent("first text\n");
    }

    private void append(String... texts) throws IOException {
        try (var file = new RollingFile(folder.resolve("log"), SMALL)) {
            for (var text : texts) {
                file.append(text);
            }
        }
    }
}
