package marquee.launcher.scenario.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What a machine must have for a lab.
class NeedsTest {
    @Test
    void mayWhatRootMay() {
        assertThat(Needs.isPowerful("Name:\tjava\nCapEff:\t000001ffffffffff\n")).isTrue();
    }

    @Test
    void mayNotAsAnotherUserOrInAContainerThatHasNoNetworksOfItsOwn() {
        assertThat(Needs.isPowerful("CapEff:\t0000000000000000\n")).isFalse();
        assertThat(Needs.isPowerful("CapEff:\t00000000a80425fb\n")).isFalse();
        assertThat(Needs.isPowerful("CapEff:\t0000000000001000\n")).isFalse();
        assertThat(Needs.isPowerful("")).isFalse();
    }

    @Test
    void findsProgramsInAnyFolderOfThePath(@TempDir Path folder) throws Exception {
        var mode =
                PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));
        Files.createFile(folder.resolve("nft"), mode);

        assertThat(Needs.isOn("/nowhere::" + folder, "nft")).isTrue();
        assertThat(Needs.isOn("/nowhere:" + folder, "ip")).isFalse();
        assertThat(Needs.isOn("", "nft")).isFalse();
    }

    @Test
    void needsAKernelThatFiltersWhatLeaves() throws Exception {
        var agrees = ImmutableList.of("grep", "hook egress");
        var refuses = ImmutableList.of("sh", "-c", "echo Operation not supported; exit 1");

        assertThat(Needs.refusal(agrees)).isEmpty();
        assertThat(Needs.refusal(refuses)).contains("Linux").endsWith(": Operation not supported");
    }
}
