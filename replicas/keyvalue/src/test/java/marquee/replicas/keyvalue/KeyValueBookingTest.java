package marquee.replicas.keyvalue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;
import java.util.stream.Stream;
import marquee.applications.Implementation;
import marquee.applications.booking.Show;
import marquee.applications.booking.Theatre;
import marquee.applications.booking.UserId;
import marquee.applications.booking.laws.BookingLaws;
import marquee.applications.booking.laws.Stage;
import marquee.applications.booking.model.LockStep;
import marquee.applications.booking.model.ReferenceModel;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/// The store against the reference model, in every byte, change and record (rule P26).
class KeyValueBookingTest {
    private static final int SEEDS = 220;
    private static final int OPERATIONS = 1_000;

    @TestFactory
    Stream<DynamicNode> obeysTheLaws() {
        return BookingLaws.of(new KeyValueImplementation()::create);
    }

    @Test
    void agreesWithTheModelAndKeepsItsIndexesEqualToItsRecords() {
        long first = System.nanoTime();
        for (long seed = first; seed < first + SEEDS; seed++) {
            var booking = new KeyValueBooking(BookingStore.inMemory());
            LockStep.run(seed, OPERATIONS, new ReferenceModel(), booking);
            Indexes.check(booking.store());
        }
    }

    @Test
    void removesAShowOfWhichEverybodyHoldsATicket() {
        var booking = new KeyValueBooking(BookingStore.inMemory());
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

    @Test
    void isFoundByItsName() {
        assertThat(ServiceLoader.load(Implementation.class))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.name()).isEqualTo("keyvalue");
                    assertThat(found.create()).isInstanceOf(KeyValueBooking.class);
                });
    }
}
