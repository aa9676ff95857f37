package marquee.launcher.bench.recovery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import marquee.client.UnreachableException;
import marquee.launcher.local.StandIn;
import org.junit.jupiter.api.Test;

/// What becomes of bookings that fill a cluster.
class BookingsTest {
    @Test
    void aBookingThatIsRefusedIsAFailureOfTheClusterAndNotOfTheProgram() throws Exception {
        try (var frontEnd = new StandIn()) {
            frontEnd.says("PUT /v1/shows/ATWM160523/Avatar", "{\"code\":\"ADDED\"}");
            var bookings = new Bookings(frontEnd.client(), LocalDate.of(2023, 5, 15), false);

            assertThatThrownBy(() -> bookings.make(1, _ -> {}))
                    .isInstanceOf(UnreachableException.class)
                    .hasMessage("ATWC0000 book: NOTHING_TOLD");
        }
    }

    @Test
    void nobodyGoesOnWhereOneBookingHasFailed() throws Exception {
        try (var frontEnd = new StandIn()) {
            frontEnd.says("PUT /v1/shows/ATWM160523/Avatar", "{\"code\":\"ADDED\"}");
            for (int customer = 1; customer < 1_000; customer++) {
                frontEnd.says(
                        "POST /v1/customers/ATWC%04d/bookings".formatted(customer),
                        "{\"code\":\"BOOKED\"}");
            }
            var bookings = new Bookings(frontEnd.client(), LocalDate.of(2023, 5, 15), false);

            assertThatThrownBy(() -> bookings.make(1_000, _ -> {}))
                    .hasMessage("ATWC0000 book: NOTHING_TOLD");

            assertThat(frontEnd.asked()).hasSizeLessThan(1_000);
        }
    }
}
