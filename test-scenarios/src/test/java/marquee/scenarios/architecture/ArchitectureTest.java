package marquee.scenarios.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The product as compiled keeps to the arrows and the purity of docs/architecture.md.
final class ArchitectureTest {
    private static List<CompiledModule> modules = List.of();

    @BeforeAll
    static void readTheClasses() throws IOException {
        modules = CompiledModule.all(Path.of(".."));
    }

    @Test
    void everyClassLiesInItsModulesPackages() {
        for (CompiledModule module : modules) {
            assertThat(module.classes())
                    .allSatisfy(references ->
                            assertThat(references.name()).startsWith(module.packages() + "/"));
        }
    }

    @Test
    void noClassRefersToWhatItsRoomMustNot() {
        assertThat(modules)
                .flatExtracting(CompiledModule::classes)
                .flatExtracting(Room::violations)
                .isEmpty();
    }

    @Test
    void noRoomOfTheTableIsEmpty() {
        var empty = EnumSet.allOf(Room.class);
        modules.stream()
                .flatMap(module -> module.classes().stream())
                .map(References::name)
                .filter(name -> !name.endsWith("/package-info"))
                .forEach(name -> Room.of(name).ifPresent(empty::remove));

        // The scenarios are files and tests: their module's own classes are these.
        assertThat(empty).containsExactly(Room.SCENARIOS);
    }
}
