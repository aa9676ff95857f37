package marquee.scenarios.architecture;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/// One module of the build as the compiler left it.
///
/// @param folder below the root, such as `replicas/host`
/// @param classes what its classes refer to, never empty
record CompiledModule(String folder, List<References> classes) {
    private static final Pattern MODULE = Pattern.compile("<module>([^<]+)</module>");

    /// Every module that the root's pom names.
    ///
    /// @throws IllegalStateException if a source of one is not compiled: a check of nothing passes
    static List<CompiledModule> all(Path root) throws IOException {
        var found = new ArrayList<CompiledModule>();
        var modules = MODULE.matcher(Files.readString(root.resolve("pom.xml")));
        while (modules.find()) {
            found.add(read(root, modules.group(1)));
        }
        if (found.isEmpty()) {
            throw new IllegalStateException("no modules in " + root.resolve("pom.xml"));
        }
        return List.copyOf(found);
    }

    private static CompiledModule read(Path root, String folder) throws IOException {
        Path classes = root.resolve(folder).resolve("target/classes");
        if (!Files.isDirectory(classes)) {
            throw new IllegalStateException(classes + " is missing: compile all modules first");
        }
        List<Path> files = files(classes, ".class");
        if (files.isEmpty()) {
            throw new IllegalStateException(classes + " holds no class");
        }
        requireAllCompiled(root.resolve(folder).resolve("src/main/java"), classes);
        return new CompiledModule(
                folder, files.stream().map(file -> References.of(bytes(file))).toList());
    }

    private static void requireAllCompiled(Path sources, Path classes) throws IOException {
        for (Path source : files(sources, ".java")) {
            String name = sources.relativize(source).toString().replace(".java", ".class");
            if (!Files.exists(classes.resolve(name))) {
                throw new IllegalStateException(source + " is not compiled");
            }
        }
    }

    private static List<Path> files(Path folder, String ending) throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> file.toString().endsWith(ending)).sorted().toList();
        }
    }

    private static byte[] bytes(Path file) {
        try {
            return Files.readAllBytes(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// The folder in which all packages of this module lie.
    String packages() {
        return packages(folder);
    }

    /// The same of the module in `folder`.
    static String packages(String folder) {
        return "marquee/" + folder.replace("test-", "").replace("replica-", "");
    }
}
