package marquee.launcher.bench.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Where a page goes.
class PageOptionTest {
    @TempDir Path folder;

    @Test
    void anEarlierPageStaysUntilThereIsAnother() throws Exception {
        var file = Files.writeString(folder.resolve("bench.html"), "earlier");
        var page = new PageOption(file);

        page.check();
        assertThat(file).hasContent("earlier");

        page.write(Runs.report());
        assertThat(file).content().contains("one of sand");
        assertThat(folder)
                .isDirectoryContaining("glob:**.html")
                .isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aPageThatCannotBeWrittenIsKnownBeforehand() {
        assertThatThrownBy(() -> new PageOption(folder).check()).isInstanceOf(IOException.class);
        assertThatThrownBy(() -> new PageOption(folder.resolve("none/bench.html")).check())
                .isInstanceOf(IOException.class);
    }
}
