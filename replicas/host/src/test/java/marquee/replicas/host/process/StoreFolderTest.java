package marquee.replicas.host.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableSet;
import java.nio.file.Files;
import java.nio.file.Path;
import marquee.config.ExitStatus;
import marquee.config.process.StartException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The folder of a replica's store before its implementation gets it.
class StoreFolderTest {
    private static final ImmutableSet<String> FILES = ImmutableSet.of("a.store", "b.store");

    @TempDir private Path parent;
    private Path folder = Path.of("");

    @BeforeEach
    void below() {
        folder = parent.resolve("data").resolve("R2");
    }

    @Test
    void isMadeWhereThereIsNone() throws Exception {
        try (var _ = StoreFolder.open(folder, FILES)) {
            assertThat(folder).isDirectoryNotContaining("glob:**.store");
        }
    }

    @Test
    void isRidOfWhatAnyImplementationLeftInAnEarlierLife() throws Exception {
        StoreFolder.open(folder, FILES).close();
        Files.writeString(folder.resolve("a.store"), "torn");
        Files.writeString(folder.resolve("b.store"), "old");

        try (var _ = StoreFolder.open(folder, FILES)) {
            assertThat(folder).isDirectoryNotContaining("glob:**.store");
        }
    }

    @Test
    void isRefusedWithAllItsFilesWhereSomeAreNotOurs() throws Exception {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("a.store"), "ours");
        Files.writeString(folder.resolve("thesis.tex"), "not ours");

        expectRefusal("holds thesis.tex, expected a folder for nothing but a replica's store");

        assertThat(folder.resolve("a.store")).hasContent("ours");
        assertThat(folder.resolve("thesis.tex")).hasContent("not ours");
    }

    @Test
    void isRefusedWhereAFolderHasTheNameOfAFile() throws Exception {
        Files.createDirectories(folder.resolve("a.store"));

        expectRefusal("holds a.store, expected a folder for nothing but a replica's store");
    }

    @Test
    void isRefusedWhileAnotherReplicaUsesIt() throws Exception {
        try (var _ = StoreFolder.open(folder, FILES)) {
            Files.writeString(folder.resolve("a.store"), "in use");

            expectRefusal("another replica uses this folder");

            assertThat(folder.resolve("a.store")).hasContent("in use");
        }
    }

    @Test
    void isRefusedWhereItCannotBe() throws Exception {
        Files.writeString(parent.resolve("data"), "a file");

        expectRefusal("cannot be written (");
    }

    private void expectRefusal(String reason) {
        assertThatThrownBy(() -> StoreFolder.open(folder, FILES))
                .isInstanceOfSatisfying(
                        StartException.class,
                        e -> assertThat(e.status()).isEqualTo(ExitStatus.REFUSED))
                .message()
                .startsWith("store " + folder + ": " + reason)
                .doesNotContain("\n");
    }
}
