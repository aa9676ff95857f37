package marquee.config.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderLockTest {
    @TempDir private Path folder;

    @Test
    void isHadByOneUntilItIsLetGoOf() throws Exception {
        try (var lock = FolderLock.tryTake(folder)) {
            assertThat(lock).isNotNull();
            assertThat(FolderLock.tryTake(folder)).isNull();
        }
        try (var again = FolderLock.tryTake(folder)) {
            assertThat(again).isNotNull();
        }
    }

    @Test
    void isSeenWhileSomebodyHasIt() throws Exception {
        assertThat(FolderLock.isHeld(folder)).isFalse();
        try (var _ = FolderLock.tryTake(folder)) {
            assertThat(FolderLock.isHeld(folder)).isTrue();
        }
        assertThat(FolderLock.isHeld(folder)).isFalse();
    }

    @Test
    void nobodyHasThatOfAFolderThatIsNotThere() throws Exception {
        var none = folder.resolve("none");
        assertThat(FolderLock.isHeld(none)).isFalse();
        assertThatThrownBy(() -> FolderLock.tryTake(none)).isInstanceOf(NoSuchFileException.class);
    }
}
