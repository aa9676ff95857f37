package marquee.replicas.sql.engine;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class NativeLibraryTest {
    /// Works with a database, then ends as a killed process does: nothing runs at its exit.
    static final class Killed {
        private Killed() {}

        static void main() throws SQLException {
            var database = Database.create(ImmutableList.of("CREATE TABLE one (i INTEGER)"));
            database.prepare("INSERT INTO one VALUES (1)").runOnOne();
            Runtime.getRuntime().halt(0);
        }
    }

    @Test
    void leavesNoFileBehindEvenIfTheProcessIsKilled(@TempDir Path temporary)
            throws IOException, InterruptedException {
        var killed =
                new ProcessBuilder(
                                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                                "-Djava.io.tmpdir=" + temporary,
                                "-XX:-UsePerfData",
                                "-XX:TieredStopAtLevel=1",
                                "--enable-native-access=ALL-UNNAMED",
                                "-cp",
                                System.getProperty("java.class.path"),
                                Killed.class.getName())
                        .redirectErrorStream(true)
                        .redirectOutput(Redirect.DISCARD) // Not this process's own.
                        .start();

        assertThat(killed.waitFor()).isZero();
        assertThat(temporary).isEmptyDirectory();
    }
}
