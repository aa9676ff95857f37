package marquee.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// RFC 6298, with an allowance of 2 ms for the other side's delay, and limits of 5 ms and 1 s.
class RoundTripTest {
    private static final long MILLI = 1_000_000;

    private final RoundTrip roundTrip = new RoundTrip(LinkLimits.DEFAULT);

    @Test
    void theFirstTimeoutIsTheInitialOne() {
        assertThat(roundTrip.timeout()).isEqualTo(20 * MILLI);
        assertThat(roundTrip.probeTimeout()).isEqualTo(20 * MILLI);
    }

    @Test
    void theFirstSampleCountsThreefold() {
        roundTrip.sample(8 * MILLI);

        assertThat(roundTrip.timeout()).isEqualTo((8 + 4 * 4 + 2) * MILLI);
    }

    @Test
    void laterSamplesAreSmoothed() {
        roundTrip.sample(8 * MILLI);
        roundTrip.sample(16 * MILLI);

        // Smoothed 8 + 8/8 = 9, variation 4 + (8 - 4)/4 = 5.
        assertThat(roundTrip.timeout()).isEqualTo((9 + 4 * 5 + 2) * MILLI);
        assertThat(roundTrip.least()).isEqualTo(8 * MILLI);
    }

    @Test
    void theTimeoutKeepsItsLimitsAndIsBackedOffUntilTheNextSample() {
        roundTrip.sample(50_000);
        assertThat(roundTrip.timeout()).isEqualTo(5 * MILLI);

        roundTrip.backOff();
        roundTrip.backOff();
        assertThat(roundTrip.timeout()).isEqualTo(20 * MILLI);
        for (int i = 0; i < 100; i++) {
            roundTrip.backOff();
        }
        assertThat(roundTrip.timeout()).isEqualTo(1_000 * MILLI);

        roundTrip.sample(50_000);
        assertThat(roundTrip.timeout()).isEqualTo(5 * MILLI);
    }

    @Test
    void aProbeWaitsUntilTheAcknowledgementIsLateByHalfAMillisecond() {
        for (int i = 0; i < 100; i++) {
            roundTrip.sample(60_000);
            roundTrip.answered(60_000);
        }

        assertThat(roundTrip.probeTimeout()).isBetween(560_000L, 561_000L);
    }

    @Test
    void aProbeWaitsLongerWhereAcknowledgementsTakeNowThisLongAndNowThat() {
        for (int i = 0; i < 100; i++) {
            roundTrip.sample(60_000);
            roundTrip.answered(i % 2 == 0 ? 60_000 : 1_060_000);
        }

        assertThat(roundTrip.probeTimeout()).isGreaterThan(2 * MILLI);
    }

    @Test
    void aProbeWaitsNoLongerThanTwoRoundTripsAndTheDelayOfAcknowledgements() {
        roundTrip.sample(60_000);
        roundTrip.answered(40 * MILLI);

        assertThat(roundTrip.probeTimeout()).isEqualTo(2 * 60_000 + 2_500_000);
    }
}
