package marquee.replicas.host.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.Executors;
import marquee.config.ExitStatus;
import marquee.config.process.StartException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The folder of a replica's store before its implementation gets it.
class StoreFolderTest {
    private static final int ROUNDS = 100;
    private static final ImmutableSet<String> FILES = ImmutableSet.of("a.store", "b.store");

    @TempDir private Path parent;
    private Path slot = Path.of("");
    private Path folder = Path.of("");

    @BeforeEach
    void below() {
        slot = parent.resolve("data").resolve("R2");
        folder = slot.resolve("3");
    }

    @Test
    void isMadeWhereThereIsNone() throws Exception {
        try (var store = open(3)) {
            assertThat(store.path()).isEqualTo(folder);
            assertThat(folder).isDirectoryNotContaining("glob:**.store");
        }
    }

    @Test
    void isRidOfWhatAnyImplementationLeftInAnEarlierLife() throws Exception {
        open(3).close();
        Files.writeString(folder.resolve("a.store"), "torn");
        Files.writeString(folder.resolve("b.store"), "old");

        try (var _ = open(3)) {
            assertThat(folder).isDirectoryNotContaining("glob:**.store");
        }
    }

    @Test
    void aPredecessorThatHasNotEndedKeepsItsOwnAndNobodyFromStarting() throws Exception {
        open(1).close();
        Files.writeString(slot.resolve("1").resolve("a.store"), "old");
        try (var _ = open(2)) {
            Files.writeString(slot.resolve("2").resolve("a.store"), "in use");

            open(3).close();

            assertThat(slot.resolve("1")).as("its owner is gone").doesNotExist();
            assertThat(slot.resolve("2").resolve("a.store")).hasContent("in use");
        }
        open(4).close();

        assertThat(slot).isDirectoryContaining("glob:**4");
        assertThat(slot.toFile().list()).hasSize(1);
    }

    @Test
    void aPredecessorThatStartsLateLeavesItsSuccessorsAlone() throws Exception {
        open(3).close();
        Files.writeString(folder.resolve("a.store"), "newer");

        open(2).close();

        assertThat(folder.resolve("a.store")).hasContent("newer");
    }

    @Test
    void theFirstOfAnOrderRemovesWhatAllLivesOfAnEarlierOneLeft() throws Exception {
        try (var _ = open(7)) {
            open(3).close();
            Files.writeString(folder.resolve("a.store"), "of another order");

            open(0).close();

            assertThat(slot.toFile().list())
                    .as("one that has not ended keeps its own")
                    .containsExactlyInAnyOrder("0", "7");
        }
    }

    @Test
    void whoeverStartsIsNotKeptFromItByOneThatStartsAtTheSameTime() throws Exception {
        var both = new CyclicBarrier(2);
        try (var another = Executors.newSingleThreadExecutor()) {
            for (int round = 0; round < ROUNDS; round++) {
                for (int earlier = 0; earlier < 8; earlier++) {
                    Files.createDirectories(slot.resolve(Integer.toString(earlier)));
                }
                var eighth =
                        another.submit(() -> {
                            both.await();
                            openEighth();
                            return null;
                        });

                both.await();
                open(9).close();
                eighth.get();
            }
        }
    }

    @Test
    void isMadeAgainIfAFirstLifeThatStartsLateTakesItForOneOfAnEarlierOrder() throws Exception {
        var both = new CyclicBarrier(2);
        try (var another = Executors.newSingleThreadExecutor()) {
            for (int round = 0; round < ROUNDS; round++) {
                var late =
                        another.submit(() -> {
                            both.await();
                            open(0).close();
                            return null;
                        });

                both.await();
                try (var store = open(1)) {
                    late.get();
                    assertThat(store.path()).isDirectoryContaining("glob:**lock");
                }
            }
        }
    }

    @Test
    void isRefusedWithAllItsFilesWhereSomeAreNotOurs() throws Exception {
        Files.createDirectories(folder);
        Files.writeString(folder.resolve("a.store"), "ours");
        Files.writeString(folder.resolve("thesis.tex"), "not ours");

        expectRefusal(slot, "holds 3/thesis.tex, expected a folder for nothing but a replica's");

        assertThat(folder.resolve("a.store")).hasContent("ours");
        assertThat(folder.resolve("thesis.tex")).hasContent("not ours");
    }

    @Test
    void isRefusedInAFolderOfSomethingElse() throws Exception {
        for (var name : List.of("thesis.tex", "03", "a.store", "lock")) {
            Files.createDirectories(slot);
            Files.writeString(slot.resolve(name), "not ours");

            expectRefusal(slot, "holds " + name + ", expected a folder for nothing but");

            assertThat(slot.resolve(name)).hasContent("not ours");
            Files.delete(slot.resolve(name));
        }
    }

    @Test
    void isRefusedWhereAFolderHasTheNameOfAFile() throws Exception {
        Files.createDirectories(folder.resolve("a.store"));

        expectRefusal(slot, "holds 3/a.store, expected a folder for nothing but a replica's store");
    }

    @Test
    void isRefusedWhileAnotherReplicaUsesIt() throws Exception {
        try (var _ = open(3)) {
            Files.writeString(folder.resolve("a.store"), "in use");

            expectRefusal(folder, "another replica uses this folder");

            assertThat(folder.resolve("a.store")).hasContent("in use");
        }
    }

    @Test
    void isRefusedWhereItCannotBe() throws Exception {
        Files.writeString(parent.resolve("data"), "a file");

        expectRefusal(folder, "cannot be written (");
    }

    private void openEighth() {
        try {
            open(8).close();
        } catch (StartException | IOException e) {
            // Its successor may have removed its folder.
        }
    }

    private StoreFolder open(int incarnation) throws StartException {
        return StoreFolder.open(slot, incarnation, FILES);
    }

    private void expectRefusal(Path where, String reason) {
        assertThatThrownBy(() -> open(3))
                .isInstanceOfSatisfying(
                        StartException.class,
                        e -> assertThat(e.status()).isEqualTo(ExitStatus.REFUSED))
                .message()
                .startsWith("store " + where + ": " + reason)
                .doesNotContain("\n");
    }
}
