package marquee.scenarios.architecture;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// Holds compiled classes against the rules of docs/architecture.md, wherever they lie.
public final class ArchitectureCheck {
    private ArchitectureCheck() {}

    /// What the classes below `folder` refer to and must not.
    public static List<String> violations(Path folder) throws IOException {
        var found = new ArrayList<String>();
        try (var files = Files.walk(folder)) {
            for (var file : files.filter(path -> path.toString().endsWith(".class")).toList()) {
                found.addAll(Room.violations(References.of(Files.readAllBytes(file))));
            }
        }
        return found;
    }
}
