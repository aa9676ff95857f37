package marquee.launcher.console;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What becomes of a file that a command writes, and of what was there before.
class OutputFileTest {
    @TempDir private Path folder;

    @Test
    void anEarlierFileStaysWhereTheNewOneIsNotFinished() throws Exception {
        var file = Files.writeString(folder.resolve("page.html"), "earlier");

        assertThatThrownBy(() ->
                        new OutputFile(file)
                                .write(part -> {
                                    Files.writeString(part, "half");
                                    throw new IOException("the disk is full");
                                }))
                .hasMessage("the disk is full");

        assertThat(file).hasContent("earlier");
        assertThat(folder).isDirectoryNotContaining("glob:**.part");
    }

    @Test
    void aCheckChangesNothing() throws Exception {
        var file = folder.resolve("page.html");
        var stranger = Files.writeString(folder.resolve("page.html.part"), "of somebody else");

        new OutputFile(file).check();

        assertThat(stranger).hasContent("of somebody else");
        assertThat(file).doesNotExist();
    }

    @Test
    void twoWhoWriteToOneNameDoNotDisturbEachOther() throws Exception {
        var file = folder.resolve("page.html");

        new OutputFile(file)
                .write(first -> {
                    Files.writeString(first, "the first's");
                    new OutputFile(file).write(second -> Files.writeString(second, "the second's"));
                    assertThat(file).hasContent("the second's");
                });

        assertThat(file).hasContent("the first's");
    }

    @Test
    void aNewFileIsAsOpenToOthersAsAnyOther() throws Exception {
        var file = folder.resolve("page.html");
        var usual = Files.createFile(folder.resolve("usual"));

        new OutputFile(file).write(part -> Files.writeString(part, "new"));

        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(Files.getPosixFilePermissions(usual));
    }

    @Test
    void aLinkStaysOne() throws Exception {
        var target = Files.writeString(folder.resolve("target"), "earlier");
        var link = Files.createSymbolicLink(folder.resolve("link"), target);

        new OutputFile(link).check();
        new OutputFile(link).write(part -> Files.writeString(part, "new"));

        assertThat(link).isSymbolicLink();
        assertThat(target).hasContent("new");
    }

    @Test
    void aLinkToWhatIsNotThereYetHasItMade() throws Exception {
        var target = folder.resolve("target");
        var link = Files.createSymbolicLink(folder.resolve("link"), Path.of("target"));

        new OutputFile(link).check();
        new OutputFile(link).write(part -> Files.writeString(part, "new"));

        assertThat(target).hasContent("new");
    }

    @Test
    void whoMayReadAFileStaysAsItWas() throws Exception {
        var file = Files.writeString(folder.resolve("page.html"), "earlier");
        var own = PosixFilePermissions.fromString("rw-------");
        Files.setPosixFilePermissions(file, own);

        new OutputFile(file).write(part -> Files.writeString(part, "new"));

        assertThat(file).hasContent("new");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(own);
    }

    @Test
    void aFolderOrOneThatIsNotThereIsKnownBeforehand() {
        assertThatThrownBy(() -> new OutputFile(Path.of("/")).check()).hasMessage("/: is a folder");
        assertThatThrownBy(() -> new OutputFile(folder.resolve("none/page.html")).check())
                .isInstanceOf(IOException.class);
    }
}
