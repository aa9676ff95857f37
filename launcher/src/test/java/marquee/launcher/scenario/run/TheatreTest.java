package marquee.launcher.scenario.run;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import marquee.config.ExitStatus;
import marquee.launcher.Main;
import marquee.launcher.scenario.Scenario;
import marquee.launcher.scenario.ScenarioReader;
import marquee.launcher.scenario.stage.Stage;
import marquee.launcher.scenario.stage.StageException;
import marquee.launcher.simulated.SimulatedStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TheatreTest {
    private final List<Path> folders = new ArrayList<>();

    @Test
    void theFolderOfAScenarioIsGoneWhenItIsOver() throws Exception {
        var scenario = scenario("ATWC2222> schedule\n  SCHEDULE\n");
        try (var theatre = new Littering(false)) {
            assertThat(theatre.play(scenario, 1, false, null).failures()).isEmpty();
        }

        assertThat(folders).hasSize(1).noneMatch(Files::exists);
    }

    @Test
    void theFolderOfAScenarioThatCouldNotBeginIsGoneToo() throws Exception {
        var scenario = scenario("ATWC2222> schedule\n  SCHEDULE\n");
        try (var theatre = new Littering(true)) {
            assertThat(theatre.play(scenario, 1, false, null).failures()).hasSize(1);
        }

        assertThat(folders).hasSize(1).noneMatch(Files::exists);
    }

    @Test
    void whatRolesLoggedIsKeptOfAScenarioThatFailsIfThatIsWanted(@TempDir Path kept)
            throws Exception {
        var fails = scenario("ATWC2222> schedule\n  SCHEDULE ATWM160523\n");
        var passes = scenario("ATWC2222> schedule\n  SCHEDULE\n");
        try (var theatre = new Littering(false)) {
            theatre.play(fails, 1, false, kept.resolve("fails/1"));
            theatre.play(passes, 1, false, kept.resolve("passes/1"));
        }

        assertThat(kept.resolve("fails/1/R1.0.json")).hasContent("said");
        assertThat(kept.resolve("passes")).doesNotExist();
        assertThat(folders).hasSize(2).noneMatch(Files::exists);
    }

    @Test
    void hostsOfTheirOwnAreRefusedInOneLineWhereTheMachineLacksSomething(@TempDir Path folder)
            throws Exception {
        var file = Files.writeString(folder.resolve("some.scenario"), "# Title\nwait 1s\n");
        var run =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "run",
                        "--hosts",
                        "2",
                        file.toString());
        run.environment().clear(); // Neither ip nor nft, and no options for the JVM.
        var process = run.redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(ExitStatus.REFUSED);
        assertThat(said).startsWith("marquee: hosts of their own ").hasLineCount(1);
    }

    private static Scenario scenario(String text) throws Exception {
        return ScenarioReader.parse(
                "file", "name", ("# Title\n" + text).getBytes(StandardCharsets.UTF_8));
    }

    /// Leaves files in the folder.
    private final class Littering extends Theatre {
        private final boolean fails;

        Littering(boolean fails) {
            super("--littering");
            this.fails = fails;
        }

        @Override
        String hindrance(Scenario scenario) {
            return "";
        }

        @Override
        Stage open(Scenario scenario, Path folder, long seed, boolean watched)
                throws StageException {
            folders.add(folder);
            try {
                Files.createDirectories(folder.resolve("recordings"));
                Files.writeString(folder.resolve("recordings/a.recording"), "large");
                Files.createDirectories(folder.resolve("logs"));
                Files.writeString(folder.resolve("logs/R1.0.json"), "said");
            } catch (IOException e) {
                throw new StageException("no folder", e);
            }
            if (fails) {
                throw new StageException("it cannot begin");
            }
            return SimulatedStage.of(scenario.setting(), seed);
        }
    }
}
