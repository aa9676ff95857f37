package marquee.launcher.scenario;

import com.google.common.collect.ImmutableList;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;

/// The scenarios there are: files that end in `.scenario`, in one folder a group.
public final class Playbill {
    private static final String ENDING = "scenario";

    /// What is wrong on purpose, for the tests of the reader.
    private static final String BROKEN = "broken";

    private final Path folder;

    /// @param folder in which the groups are
    public Playbill(Path folder) {
        this.folder = folder;
    }

    /// All scenario files, by group and number.
    public ImmutableList<Path> all() throws IOException {
        try (var files = Files.walk(folder)) {
            return files.filter(file -> MoreFiles.getFileExtension(file).equals(ENDING))
                    .filter(file -> !group(file).equals(BROKEN))
                    .sorted(Comparator.comparing(Playbill::order))
                    .collect(ImmutableList.toImmutableList());
        } catch (UncheckedIOException e) {
            throw e.getCause(); // A folder in it cannot be read.
        }
    }

    /// The files that a user means by `name`: a file, a folder, a group, a scenario's name, alone
    /// or after its group and a slash, or the name's beginning up to some `-`.
    ///
    /// @throws ScenarioException if there is none
    public ImmutableList<Path> find(String name) throws ScenarioException, IOException {
        var path = Path.of(name);
        if (Files.isRegularFile(path)) {
            return ImmutableList.of(path);
        }
        boolean isFolder = Files.isDirectory(path);
        var found = isFolder ? new Playbill(path).all() : called(name);
        if (found.isEmpty()) {
            throw new ScenarioException(
                    name,
                    0,
                    isFolder
                            ? "no scenario to play in this folder, expected files that end in ."
                                    + ENDING
                            : "no such scenario, expected a file, a group or a name of --list");
        }
        return found;
    }

    private ImmutableList<Path> called(String name) throws IOException {
        return all().stream()
                .filter(file -> isCalled(file, name))
                .collect(ImmutableList.toImmutableList());
    }

    /// The group of a scenario's file: the folder it lies in.
    public static String group(Path file) {
        var parent = file.toAbsolutePath().normalize().getParent();
        var name = parent == null ? null : parent.getFileName();
        return name == null ? "" : name.toString();
    }

    private static boolean isCalled(Path file, String name) {
        var own = MoreFiles.getNameWithoutExtension(file);
        var group = group(file);
        return group.equals(name)
                || isOrBegins(own, name)
                || (name.startsWith(group + "/")
                        && isOrBegins(own, name.substring(group.length() + 1)));
    }

    /// The number alone will do: `02` for `02-two-lies`, or `6-lies/02`.
    private static boolean isOrBegins(String whole, String name) {
        return whole.equals(name) || whole.startsWith(name + "-");
    }

    /// Groups by their number, then files by name.
    private static String order(Path file) {
        var group = group(file);
        int dash = group.indexOf('-');
        var number = dash > 0 && group.substring(0, dash).matches("[0-9]{1,3}") ? dash : 0;
        return "0".repeat(3 - number) + group + "/" + file.getFileName();
    }
}
