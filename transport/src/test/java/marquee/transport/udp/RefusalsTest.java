package marquee.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.InetSocketAddress;
import org.junit.jupiter.api.Test;

class RefusalsTest {
    private final Refusals refusals = new Refusals();

    @Test
    void whoWasNeverRefusedIsAskedFor() {
        refusals.refused(receiver(1));

        assertThat(refusals.mayAsk(receiver(2))).isTrue();
    }

    @Test
    void theKernelIsAskedAgainAfterTwiceAsManyRunsEachTime() {
        for (int runs = Refusals.RUNS_MIN; runs <= Refusals.RUNS_MAX; runs *= 2) {
            refusals.refused(receiver(1));
            assertThat(runsUntilAsked()).isEqualTo(runs);
        }
        refusals.refused(receiver(1));
        assertThat(runsUntilAsked()).isEqualTo(Refusals.RUNS_MAX);
    }

    @Test
    void aRunThatIsTakenMakesUpForAllRefusals() {
        refusals.refused(receiver(1));
        refusals.refused(receiver(1));
        refusals.taken(receiver(1));

        assertThat(refusals.mayAsk(receiver(1))).isTrue();
        refusals.refused(receiver(1));
        assertThat(runsUntilAsked()).isEqualTo(Refusals.RUNS_MIN);
    }

    @Test
    void moreReceiversThanTheLimitAreForgotten() {
        for (int port = 1; port <= Refusals.RECEIVERS_MAX; port++) {
            refusals.refused(receiver(port));
        }
        assertThat(refusals.mayAsk(receiver(1))).isFalse();

        refusals.refused(receiver(Refusals.RECEIVERS_MAX + 1));

        assertThat(refusals.mayAsk(receiver(1))).isTrue();
        assertThat(refusals.mayAsk(receiver(Refusals.RECEIVERS_MAX + 1))).isFalse();
    }

    private int runsUntilAsked() {
        int runs = 0;
        while (!refusals.mayAsk(receiver(1))) {
            runs++;
        }
        return runs;
    }

    private static InetSocketAddress receiver(int port) {
        return new InetSocketAddress(InetAddress.getLoopbackAddress(), port);
    }
}
