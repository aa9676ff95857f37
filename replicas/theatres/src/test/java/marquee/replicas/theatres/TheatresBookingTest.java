package marquee.replicas.theatres;

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

/// The three theatres against the reference model, in every byte, change and record (rule P26).
class TheatresBookingTest {
    private static final int SEEDS = 200;
    private static final int UNRELIABLE_SEEDS = 60;
    private static final int OPERATIONS = 1_000;

    @TestFactory
    Stream<DynamicNode> obeysTheLaws() {
        return BookingLaws.of(() -> new TheatresBooking(new InOrderMailbox()));
    }

    @Test
    void agreesWithTheModelInEveryByte() {
        long first = LockStep.FIRST_SEED;
        for (long seed = first; seed < first + SEEDS; seed++) {
            LockStep.run(
                    seed,
                    OPERATIONS,
                    new ReferenceModel(),
                    new TheatresBooking(new InOrderMailbox()));
        }
    }

    @Test
    void givesTheSameResultsWhenLettersAreReorderedAndDoubled() { // P51
        long first = LockStep.FIRST_SEED;
        long doubled = 0;
        for (long seed = first; seed < first + UNRELIABLE_SEEDS; seed++) {
            var mailbox = new UnreliableMailbox(seed);
            LockStep.run(
                    seed,
                    OPERATIONS,
                    new TheatresBooking(new InOrderMailbox()),
                    new TheatresBooking(mailbox));
            doubled += mailbox.doubled;
        }
        assertThat(doubled).isGreaterThan((long) UNRELIABLE_SEEDS * OPERATIONS);
    }

    @Test
    void isFoundByItsName() {
        assertThat(ServiceLoader.load(Implementation.class))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.name()).isEqualTo("theatres");
                    assertThat(found.create()).isInstanceOf(TheatresBooking.class);
                });
    }
}
