package marquee.launcher.console;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import org.junit.jupiter.api.Test;

/// Folders that go when the program does.
class TemporaryFolderTest {
    @Test
    void nothingIsKeptOfAFolderThatIsDeletedBeforeTheEnd() throws Exception {
        var folder = TemporaryFolder.make("marquee-test");
        Files.writeString(folder.resolve("file"), "something");
        assertThat(TemporaryFolder.left()).contains(folder);

        TemporaryFolder.delete(folder);

        assertThat(folder).doesNotExist();
        assertThat(TemporaryFolder.left()).doesNotContain(folder);
    }
}
