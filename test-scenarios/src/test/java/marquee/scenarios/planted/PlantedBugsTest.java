package marquee.scenarios.planted;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/// The naive ways that the rules of docs/protocol.md exclude. Each build makes sure that they can
/// still be planted; `test-scenarios/planted` plants them and looks for them.
class PlantedBugsTest {
    @ParameterizedTest
    @EnumSource
    void canStillBePlanted(PlantedBug bug, @TempDir Path folder)
            throws IOException, InterruptedException {
        assertThat(PatchedClasses.make(bug.name(), folder)).isNotNull();
    }

    @Test
    @EnabledIfSystemProperty(named = "planted", matches = "seek")
    void areAllFound(@TempDir Path folder) throws IOException, InterruptedException {
        List<String> missed = new ArrayList<>();
        System.out.println("| rule | naive way | found by | needed |");
        System.out.println("|---|---|---|---|");
        for (var bug : wanted()) {
            var classes = PatchedClasses.make(bug.name(), folder.resolve(bug.name()));
            var words = classes.seek(bug).split(" ", 2);
            boolean found = !words[0].equals("nothing");
            System.out.printf(
                    "| %s | %s | %s | %s %s |%n",
                    bug,
                    bug.naive,
                    found && bug.check == PlantedBug.Check.TEST ? "`" + words[0] + "`" : words[0],
                    words[1],
                    bug.check.unit);
            if (!found) {
                missed.add(bug.name());
            }
        }

        assertThat(missed).isEmpty();
    }

    /// All of them, or those that the command names.
    private static List<PlantedBug> wanted() {
        var named = System.getProperty("planted.rules", "").trim();
        return named.isEmpty()
                ? List.of(PlantedBug.values())
                : Arrays.stream(named.split(" +")).map(PlantedBug::valueOf).toList();
    }
}
