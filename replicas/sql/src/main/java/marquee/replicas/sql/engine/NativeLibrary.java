package marquee.replicas.sql.engine;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.sqlite.SQLiteJDBCLoader;

/// The engine's native library, which the driver unpacks into a file before it loads it. Left to
/// itself the driver deletes that file when the JVM ends in good order, so each killed replica
/// would leave a megabyte behind. Here the file goes as soon as it is loaded; the system keeps the
/// pages of a deleted file for whoever has mapped them.
final class NativeLibrary {
    /// The driver's property for the folder of the file.
    private static final String FOLDER_PROPERTY = "org.sqlite.tmpdir";

    private static boolean loaded;

    private NativeLibrary() {}

    /// Loads the library, once in the life of the JVM.
    static synchronized void load() {
        if (!loaded) {
            try {
                loadFrom(Files.createTempDirectory("marquee-sql-"));
            } catch (IOException e) {
                throw new IllegalStateException("no folder for the library of SQLite", e);
            }
            loaded = true;
        }
    }

    private static void loadFrom(Path folder) throws IOException {
        System.setProperty(FOLDER_PROPERTY, folder.toString());
        try {
            SQLiteJDBCLoader.initialize();
        } catch (Exception e) { // That is what it declares.
            throw new IllegalStateException("the library of SQLite does not load", e);
        } finally {
            System.clearProperty(FOLDER_PROPERTY);
            delete(folder);
        }
    }

    /// Deletes the folder; where a loaded library cannot be deleted, the driver does when the JVM
    /// ends.
    private static void delete(Path folder) {
        try {
            MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
        } catch (IOException e) {
            folder.toFile().deleteOnExit();
        }
    }
}
