package marquee.scenarios.live;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.LocalDate;
import marquee.launcher.local.ClusterPlan;
import marquee.scenarios.report.Reader;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The dashboard of a cluster, in Chromium.
@Timeout(600)
class DashboardPageTest {
    @TempDir private Path folder;

    @AfterEach
    void nothingIsLeftRunning() {
        Processes.expectNoneOf(folder);
    }

    /// A person books, repeats a booking whose answer was lost, makes R2 lie and kills R3, and sees
    /// both voted out and replaced, while no request fails; then pauses, comes back, has the stream
    /// of events end and fall silent and begin otherwise, and looks at the page with the keyboard,
    /// in the dark and on a phone.
    @Test
    void aBrowserShowsALieAndAKillAndWhatComesOfThem() throws Exception {
        Reader.assumeThereIsOne();
        var plan = ClusterPlan.of(folder).withDate(LocalDate.of(2023, 5, 15));
        try (var cluster = Build.start(plan)) {
            var url = cluster.urls().getFirst().toString();

            assertThat(Reader.reads("dashboard.mjs", url))
                    .contains("live", "booked", "repeated", "voted", "replaced", "paused")
                    .contains("resumed", "went on", "silent", "compared", "struck", "crossed")
                    .contains("wrapped", "gone", "scrolled", "added", "anew")
                    .contains("focused", "narrow", "quiet");
        }
    }
}
