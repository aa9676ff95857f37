package marquee.scenarios.independence;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// No two implementations have code in common. How short a run of tokens still counts is the least
/// at which nothing is found that only tells that they speak the same language
/// (docs/independence.md).
class IndependenceTest {
    /// No run of so many tokens stands in two implementations. The longest that do are somewhat
    /// shorter, and are what one writes who speaks the same language of the same things.
    private static final int TOKENS = 50;

    /// The same for what two classes that implement the contract have in common: it makes them
    /// decode an operation, choose among seven kinds, and encode the result.
    private static final int CONTRACT_TOKENS = 110;

    private static final Path REPLICAS = Path.of("..", "replicas").toAbsolutePath().normalize();
    private static final String HOST = "host";
    private static final Path COLLECTIONS = sources(REPLICAS.resolve("collections"));

    private static Path sources(Path module) {
        return module.resolve("src/main/java");
    }

    /// Whatever stands beside the host, so that a further implementation is not forgotten.
    private static List<Path> implementations() throws IOException {
        try (var modules = Files.list(REPLICAS)) {
            return modules.filter(module -> !module.endsWith(HOST))
                    .map(IndependenceTest::sources)
                    .filter(Files::isDirectory)
                    .sorted()
                    .toList();
        }
    }

    @Test
    void noCodeStandsInTwoImplementations() throws IOException {
        assertThat(implementations()).hasSizeGreaterThanOrEqualTo(4);
        assertThat(RepeatedCode.across(implementations(), TOKENS))
                .filteredOn(code -> code.tokens() >= CONTRACT_TOKENS || !isOfStateMachines(code))
                .isEmpty();
    }

    @Test
    void aCopyIsFoundWhateverItsNamesAre(@TempDir Path folder) throws IOException {
        var limits = COLLECTIONS.resolve("marquee/replicas/collections/TicketLimits.java");
        var copy =
                Files.readString(limits)
                        .replace("collections", "copied")
                        .replace("TicketLimits", "Rules")
                        .replace("customer", "guest")
                        .replace("office", "desk")
                        .replace("7", "8")
                        .replaceAll("(?m)^import .*", "import java.util.List;");
        Files.writeString(folder.resolve("Rules.java"), copy);

        assertThat(RepeatedCode.across(List.of(COLLECTIONS, folder.toRealPath()), TOKENS))
                .isNotEmpty()
                .allSatisfy(code ->
                        assertThat(code.places())
                                .extracting(Object::toString)
                                .anyMatch(place -> place.startsWith("Rules.java"))
                                .anyMatch(place -> place.startsWith("TicketLimits.java")));
    }

    @Test
    void aFolderWithoutCodeIsNoProof(@TempDir Path empty) {
        assertThatThrownBy(() -> RepeatedCode.across(List.of(empty), TOKENS))
                .hasMessageContaining("no code below");
    }

    private static boolean isOfStateMachines(RepeatedCode code) {
        return code.places().stream()
                .map(RepeatedCode.Place::file)
                .allMatch(IndependenceTest::isStateMachine);
    }

    private static boolean isStateMachine(Path file) {
        try {
            return Files.readString(file).contains(" implements StateMachine ");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
