package marquee.launcher.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import org.junit.jupiter.api.Test;

/// What every measurement tells of where it was made.
class MachineTest {
    @Test
    void whateverIsMeasuredTheMachineTheJvmAndTheFlagsAreTold() {
        for (var told :
                ImmutableList.of(Machine.ofClusters(), Machine.ofLocalCluster(), Machine.ofJmh())) {
            assertThat(told).containsKeys("machine", "JVM");
            assertThat(told.keySet()).anyMatch(name -> name.startsWith("flags"));
        }
    }

    @Test
    void aPersonReadsALineForEach() {
        assertThat(Machine.lines(ImmutableMap.of("machine", "one of sand", "JVM", "25")))
                .containsExactly("machine: one of sand", "JVM: 25");
    }
}
