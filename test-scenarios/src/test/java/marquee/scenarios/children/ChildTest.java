package marquee.scenarios.children;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ChildTest {
    @Test
    void aProgramThatDoesNotEndIsGivenUp() {
        var program = new ProcessBuilder("sh", "-c", "echo said; echo complained >&2; sleep 600");

        assertThatThrownBy(() -> Child.run(program, Duration.ofSeconds(1)))
                .isInstanceOf(AssertionError.class)
                .hasMessageContainingAll("PT1S", "said", "complained");
    }

    @Test
    void whatAProgramLeavesInTheBackgroundIsNotWaitedFor() throws Exception {
        var program = new ProcessBuilder("sh", "-c", "sleep 600 & echo $!; exit 3");

        var ended = Child.run(program, Duration.ofSeconds(50));

        ProcessHandle.of(Long.parseLong(ended.lines().getFirst()))
                .ifPresent(ProcessHandle::destroyForcibly);
        assertThat(ended.status()).isEqualTo(3);
    }
}
