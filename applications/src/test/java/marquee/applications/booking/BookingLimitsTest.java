package marquee.applications.booking;

import static org.assertj.core.api.Assertions.assertThat;

import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Outcome;
import org.junit.jupiter.api.Test;

/// The application knows nothing of the protocol that orders it; only here do the two meet.
final class BookingLimitsTest {
    @Test
    void operationsAndResultsFitIntoTheOrder() {
        assertThat(BookingCodec.OPERATION_MAX).isLessThanOrEqualTo(Entry.OPERATION_MAX);
        assertThat(BookingCodec.RESULT_MAX).isLessThanOrEqualTo(Outcome.RESULT_MAX);
    }
}
