package marquee.launcher.scenario;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PlaybillTest {
    @TempDir private Path folder = Path.of("");

    private Playbill playbill = new Playbill(folder);

    @BeforeEach
    void write() throws IOException {
        playbill = new Playbill(folder);
        for (var file :
                new String[] {"10-last/01-a", "2-next/02-b", "2-next/01-c", "broken/01-d"}) {
            var path = folder.resolve(file + ".scenario");
            Files.createDirectories(path.getParent());
            Files.writeString(path, "# Title\nheal\n");
        }
    }

    @Test
    void groupsComeByTheirNumbersAndWhatIsBrokenDoesNot() throws Exception {
        assertThat(playbill.all())
                .extracting(file -> folder.relativize(file).toString())
                .containsExactly(
                        "2-next/01-c.scenario", "2-next/02-b.scenario", "10-last/01-a.scenario");
    }

    @Test
    void aScenarioIsFoundByItsNameItsNumberItsGroupAndItsFile() throws Exception {
        assertThat(playbill.find("02-b")).hasSize(1);
        assertThat(playbill.find("2-next/02-b")).hasSize(1);
        assertThat(playbill.find("2-next/02")).hasSize(1);
        assertThat(playbill.find("01")).hasSize(2);
        assertThat(playbill.find("2-next")).hasSize(2);
        assertThat(playbill.find(folder.resolve("10-last/01-a.scenario").toString())).hasSize(1);
        assertThat(playbill.find(folder.resolve("2-next").toString())).hasSize(2);
        assertThatThrownBy(() -> playbill.find("2")).isInstanceOf(ScenarioException.class);
        assertThatThrownBy(() -> playbill.find("03"))
                .isInstanceOf(ScenarioException.class)
                .hasMessageStartingWith("03: no such scenario");
    }

    @Test
    void aFolderWithoutScenariosIsAMistake() throws Exception {
        var empty = Files.createDirectory(folder.resolve("empty")).toString();

        assertThatThrownBy(() -> playbill.find(empty))
                .isInstanceOf(ScenarioException.class)
                .hasMessage(
                        empty
                                + ": no scenario to play in this folder, expected files that end"
                                + " in .scenario");
    }
}
