package marquee.launcher.bench;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import marquee.benchmarks.Pipeline;
import marquee.config.ClusterConfig;
import marquee.config.ExitStatus;
import marquee.config.process.StartException;
import marquee.launcher.local.ClusterPlan;
import marquee.launcher.local.LocalDescription;
import marquee.replicas.host.process.Implementations;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What is said of a cluster that does not come up.
class PipelineTest {
    @TempDir private Path folder;

    @Test
    @Timeout(60)
    void whoeverWaitsForOneThatHasEndedIsToldAtOnce() throws Exception {
        var config = config();
        var ended = new StartException(ExitStatus.REFUSED, "the log is locked");

        assertThatThrownBy(() ->
                        Pipeline.connect(
                                config,
                                Duration.ofHours(1),
                                () -> {
                                    throw ended;
                                }))
                .isSameAs(ended);
    }

    @Test
    void whoeverHasWaitedInVainIsToldForHowManySeconds() throws Exception {
        var config = config();

        assertThatThrownBy(() -> Pipeline.connect(config, Duration.ZERO, () -> {}))
                .isInstanceOf(IOException.class)
                .hasMessage("the cluster did not come up within 0 s");
    }

    private ClusterConfig config() throws Exception {
        var description = LocalDescription.write(folder, ClusterPlan.Size.USUAL);
        return ClusterConfig.load(description, Implementations.names());
    }
}
