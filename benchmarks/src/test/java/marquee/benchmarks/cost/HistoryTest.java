package marquee.benchmarks.cost;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.Streams;
import java.util.List;
import java.util.Objects;
import marquee.applications.StateMachine.StateRecord;
import marquee.applications.booking.CanonicalRecord;
import marquee.applications.booking.CanonicalRecord.OfBooking;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class HistoryTest {
    @ParameterizedTest
    @ValueSource(ints = {1_000, 5_000, 100_000})
    void recordsAscendAndHoldAsManyBookingsAsAsked(int held) {
        var keys = Streams.stream(new History(held).records()).map(StateRecord::key).toList();

        assertThat(keys).isSorted().doesNotHaveDuplicates();
        assertThat(bookings(held)).hasSize(held);
    }

    @Test
    void bookingsOfShowsToComeAreTheSameInAStateOfAnySize() {
        var few = toCome(1_000);

        assertThat(few).hasSize(1_000);
        assertThat(toCome(50_000)).isEqualTo(few);
    }

    @Test
    void theCrowdTheFewAndTheRegularHoldWhatTheirNamesSay() {
        var history = new History(10_000);
        var bookings = bookings(10_000);

        assertThat(bookings)
                .filteredOn(one -> one.show().equals(history.crowded()))
                .hasSize(History.CROWD);
        assertThat(bookings)
                .filteredOn(one -> one.show().equals(history.quiet()))
                .hasSize(History.FEW);
        assertThat(bookings)
                .filteredOn(one -> one.customer().equals(history.regular()))
                .hasSize(History.REGULAR_BOOKINGS);
        assertThat(bookings)
                .filteredOn(one -> one.customer().equals(history.occasional()))
                .hasSize(1);
    }

    private static List<OfBooking> bookings(int held) {
        return Streams.stream(new History(held).records())
                .map(CanonicalRecord::decode)
                .map(Objects::requireNonNull)
                .filter(OfBooking.class::isInstance)
                .map(OfBooking.class::cast)
                .toList();
    }

    private static List<OfBooking> toCome(int held) {
        return bookings(held).stream()
                .filter(one -> !one.show().id().date().isBefore(History.TODAY))
                .toList();
    }
}
