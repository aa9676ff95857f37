package marquee.scenarios.written;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import marquee.launcher.scenario.Scenario;
import marquee.launcher.scenario.ScenarioException;
import marquee.launcher.scenario.ScenarioReader;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// The scenario files are understood, and those that are broken on purpose are refused for their
/// mistake and nothing else.
class ScenarioFilesTest {
    private static final Path ALL = Path.of("scenarios");
    private static final Path BROKEN = ALL.resolve("broken");

    /// A scenario's name and title where the documentation lists it.
    private static final Pattern ROW = Pattern.compile("(?m)^\\| \\d\\d-[^|]+\\| [^|]+\\|");

    @Test
    void areUnderstoodAndHaveNamesAndTitlesOfTheirOwn() throws Exception {
        var scenarios = scenarios();

        assertThat(scenarios).hasSizeGreaterThan(100);
        assertThat(scenarios).extracting(Scenario::name).doesNotHaveDuplicates();
        assertThat(scenarios).extracting(Scenario::title).doesNotHaveDuplicates();
    }

    @Test
    void areListedInTheDocumentation() throws Exception {
        var rows =
                scenarios().stream()
                        .map(scenario -> "| %s | %s |".formatted(scenario.name(), scenario.title()))
                        .toList();
        var listed = Files.readString(Path.of("..", "docs", "scenario-list.md"));
        assertThat(ROW.matcher(listed).results().map(MatchResult::group))
                .containsExactlyInAnyOrderElementsOf(rows);
        assertThat(listed).contains("\n%d scenarios, ".formatted(rows.size()));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void areRefusedForTheirMistake(Mistake mistake) {
        var file = BROKEN.resolve(mistake.file());
        var place = mistake.line() == 0 ? file + ": " : file + ":" + mistake.line() + ": ";

        assertThatThrownBy(() -> ScenarioReader.read(file))
                .isInstanceOf(ScenarioException.class)
                .hasMessageStartingWith(place)
                .hasMessageContaining(mistake.words());
    }

    @Test
    void haveTheirMistakeWrittenDown() throws Exception {
        assertThat(files(BROKEN))
                .extracting(file -> file.getFileName().toString())
                .containsExactlyInAnyOrderElementsOf(
                        mistakes().stream().map(Mistake::file).toList());
    }

    private static List<Scenario> scenarios() throws Exception {
        List<Scenario> scenarios = new ArrayList<>();
        for (var file : files(ALL)) {
            if (!file.startsWith(BROKEN)) {
                scenarios.add(ScenarioReader.read(file));
            }
        }
        return scenarios;
    }

    /// A line of `broken.txt`.
    ///
    /// @param line that must be named; 0 for none
    /// @param words of the message
    record Mistake(String file, int line, String words) {
        static Mistake of(String text) {
            var words = text.split(" ", 3);
            return new Mistake(words[0], Integer.parseInt(words[1]), words[2]);
        }
    }

    private static ImmutableList<Mistake> mistakes() throws IOException {
        return Files.readAllLines(BROKEN.resolve("broken.txt")).stream()
                .map(Mistake::of)
                .collect(ImmutableList.toImmutableList());
    }

    private static ImmutableList<Path> files(Path folder) throws IOException {
        try (Stream<Path> all = Files.walk(folder)) {
            return all.filter(file -> file.toString().endsWith(".scenario"))
                    .sorted()
                    .collect(ImmutableList.toImmutableList());
        }
    }
}
