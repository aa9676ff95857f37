package marquee.scenarios.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The demonstration, as it is shown to people.
@Timeout(300)
class DemoTest {
    @TempDir private Path home;

    @Test
    void aLieAKillAndBothAtOnceAreToldAndNoCustomerNotices() throws Exception {
        try (var marquee = new Program(home)) {
            var demo = marquee.run("demo", "--customers", "6", "--seconds", "1");

            assertThat(demo.status()).as(demo.text()).isZero();
            assertThat(demo.text())
                    .contains("R3 lied three times, so ", "R1 crashed, so collections takes its")
                    .contains("R2 lied three times, so ", "R4 crashed, so theatres takes its place")
                    .contains("the state digests of 4 replicas are equal at number ");
            assertThat(demo.lastLine()).endsWith(" requests, 0 failed and 0 wrong answers");
        }
    }
}
