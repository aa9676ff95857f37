package marquee.scenarios.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import marquee.scenarios.report.PageData;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The demonstration, as it is shown to people.
@Timeout(600)
class DemoTest {
    @TempDir private Path home;

    @Test
    void aLieAKillAndBothAtOnceAreToldAndNoCustomerNotices() throws Exception {
        try (var marquee = new Program(home)) {
            var demo = marquee.run("demo", "--customers", "6", "--seconds", "1");

            assertThat(demo.status()).as(demo.text()).isZero();
            assertThat(demo.text())
                    .contains("R3 lied three times, so ", "R1 crashed or hung, so collections ")
                    .contains("R2 lied three times, so ", "R4 crashed or hung, so theatres takes")
                    .contains("the state digests of 4 replicas are equal at number ")
                    .contains(" requests, 0 failed and 0 wrong answers");
            var page = Path.of(demo.lastLine().replaceFirst(".* ", ""));
            assertThat(page).isEqualTo(home.resolve("marquee/demo/report.html"));
            assertThat(PageData.scene(page))
                    .contains("R3: its next three replies are wrong", "R1: killed with SIGKILL")
                    .containsPattern("votes to replace R3/0: STRUCK_OUT")
                    // A machine without time may see a join fail, and the next one succeed.
                    .containsPattern("R1/[1-9][0-9]* votes");
        }
    }
}
