package marquee.replicas.keyvalue;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ServiceLoader;
import java.util.stream.Stream;
import marquee.applications.Implementation;
import marquee.applications.booking.laws.BookingLaws;
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
        long first = LockStep.FIRST_SEED;
        for (long seed = first; seed < first + SEEDS; seed++) {
            var booking = new KeyValueBooking(BookingStore.inMemory());
            LockStep.run(seed, OPERATIONS, new ReferenceModel(), booking);
            Indexes.check(booking.store());
        }
    }

    @Test
    void removesAShowOfWhichEverybodyHoldsATicket() {
        GreatRemoval.check(new KeyValueBooking(BookingStore.inMemory()));
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
