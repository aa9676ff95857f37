package marquee.replicas.keyvalue;

import static org.assertj.core.api.Assertions.assertThat;

import marquee.applications.booking.Show;
import marquee.applications.booking.Theatre;
import marquee.applications.booking.UserId;
import marquee.applications.booking.laws.Stage;

/// The removal of a show of which ten thousand customers hold a ticket each, nine thousand of whom
/// find a seat on the next evening.
final class GreatRemoval {
    private GreatRemoval() {}

    static void check(KeyValueBooking booking) {
        var stage = new Stage(booking);
        stage.given(
                "OUTA1111 add OUTE160523 Titanic 10000", "OUTA1111 add OUTM170523 Titanic 9000");
        for (int number = 0; number < Show.SEATS_MAX; number++) {
            var customer = new UserId(Theatre.VER, UserId.Kind.CUSTOMER, number);
            stage.given(customer + " book OUTE160523 Titanic 1");
        }
        assertThat(stage.ask("OUTA1111 remove OUTE160523 Titanic"))
                .startsWith("REMOVED, moved [VERC0000 1 to OUTM170523, ")
                .contains("VERC8999 1 to OUTM170523], dropped [VERC9000 1, ")
                .endsWith("VERC9999 1]");
        assertThat(booking.store().records.sizeAsLong()).isEqualTo(9_001);
        Indexes.check(booking.store());
    }
}
