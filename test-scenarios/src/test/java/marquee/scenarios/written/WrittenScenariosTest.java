package marquee.scenarios.written;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import marquee.config.ExitStatus;
import marquee.launcher.Main;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Every scenario that is written down goes as it is written, in virtual time; the seed is fixed
/// here, since `./marquee run --simulated` draws another each time.
class WrittenScenariosTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void goAsTheyAreWritten() {
        assertThat(run("scenarios")).as(err.toString()).isEqualTo(ExitStatus.DONE);
        assertThat(out.toString()).contains(" 0 failed, 0 skipped");
    }

    @Test
    void failWithTheLineWhereSomethingElseWasSeen(@TempDir Path folder) throws Exception {
        var file = folder.resolve("wrong.scenario");
        Files.writeString(
                file,
                """
                # A show that nobody has added.
                ATWC1111> book ATWM160523 Avatar 1
                  BOOKED held 1 left 9
                """);

        assertThat(run(file.toString())).isEqualTo(ExitStatus.REFUSED);
        assertThat(err.toString())
                .contains("line 2: ATWC1111 book saw NO_SUCH_SHOW, expected BOOKED held 1 left 9");
    }

    private int run(String what) {
        return Main.commandLine()
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute("run", "--simulated", "--seed", "1", what);
    }
}
