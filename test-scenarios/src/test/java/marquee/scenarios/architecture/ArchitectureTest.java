package marquee.scenarios.architecture;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.List;
import java.util.regex.Pattern;
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
    void noPackagesUseEachOther() {
        var classes = modules.stream().flatMap(module -> module.classes().stream()).toList();

        assertThat(PackageGraph.arrowsInCycles(classes)).isEmpty();
    }

    @Test
    void thePageNamesEveryModuleAndEveryRoom() throws IOException {
        var folders = modules.stream().map(CompiledModule::folder).toList();

        assertThat(namedByRowsOf("## Rooms")).containsExactlyElementsOf(folders);
        assertThat(namedByRowsOf("## Arrows"))
                .map(name -> CompiledModule.packages(name.replace('.', '/')))
                .containsExactlyInAnyOrderElementsOf(Room.users());
    }

    /// What the first cells of the rows below the heading `title` name, as code.
    private static List<String> namedByRowsOf(String title) throws IOException {
        var page = Files.readString(Path.of("../docs/architecture.md"));
        var section = Splitter.on("\n## ").split(page.substring(page.indexOf(title))).iterator();
        return Pattern.compile("^\\| `.*?` \\|", Pattern.MULTILINE)
                .matcher(section.next())
                .results()
                .flatMap(row -> Pattern.compile("`(.+?)`").matcher(row.group()).results())
                .map(name -> name.group(1))
                .toList();
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
