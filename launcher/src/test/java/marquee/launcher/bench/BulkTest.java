package marquee.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ServiceLoader;
import marquee.applications.Implementation;
import marquee.applications.StateMachine;
import marquee.applications.booking.BookingCodec;
import marquee.applications.booking.BookingResult.Refused;
import marquee.benchmarks.Requests;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Bookings that are made only to be many are all granted.
class BulkTest {
    private static final LocalDate TODAY = LocalDate.of(2023, 5, 15);

    private final Bulk bulk = new Bulk(TODAY);
    private final StateMachine state =
            ServiceLoader.load(Implementation.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .filter(each -> each.name().equals("collections"))
                    .findFirst()
                    .orElseThrow()
                    .create();

    @BeforeEach
    void addShows() {
        expectGranted(bulk::add, Bulk.SHOWS);
    }

    @Test
    void theFirstAndTheLastOfThem() {
        expectGranted(bulk.bookings(0), 70_000);
        expectGranted(bulk.bookings(Bulk.MAX - 40_000), 40_000);
    }

    @Test
    void thoseThatAreMadeAndCancelledByTurns() {
        expectGranted(bulk.bookings(0), 2_000);
        expectGranted(bulk.turns(), 6_000);
    }

    private void expectGranted(Requests requests, int count) {
        for (int n = 0; n < count; n++) {
            var result = state.execute(TODAY, requests.operation(n), (_, _, _) -> {});
            assertThat(BookingCodec.decodeResult(result)).isNotInstanceOf(Refused.class);
        }
    }
}
