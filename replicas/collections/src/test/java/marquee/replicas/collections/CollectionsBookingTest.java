package marquee.replicas.collections;

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

class CollectionsBookingTest {
    private static final int STREAMS = 220;
    private static final int OPERATIONS = 1_000;

    @TestFactory
    Stream<DynamicNode> obeysTheLaws() {
        return BookingLaws.of(CollectionsBooking::new);
    }

    @Test
    void agreesWithTheModelInEveryByteOnStreamsThatAreNewEachTime() {
        long first = LockStep.FIRST_SEED;
        for (long seed = first; seed < first + STREAMS; seed++) {
            LockStep.run(seed, OPERATIONS, new ReferenceModel(), new CollectionsBooking());
        }
    }

    @Test
    void removesAShowWithTenThousandBookings() {
        var stage = new Stage(new CollectionsBooking());
        stage.given("ATWA1111 add ATWM160523 Avatar 10000", "ATWA1111 add ATWE160523 Avatar 5000");
        for (int number = 0; number < Show.SEATS_MAX; number++) {
            var customer = new UserId(Theatre.ATW, UserId.Kind.CUSTOMER, number);
            stage.given(customer + " book ATWM160523 Avatar 1");
        }
        var answer = stage.ask("ATWA1111 remove ATWM160523 Avatar");
        assertThat(answer)
                .startsWith("REMOVED, moved [ATWC0000 1 to ATWE160523, ATWC0001 1 to ATWE160523, ")
                .contains("ATWC4999 1 to ATWE160523], dropped [ATWC5000 1, ATWC5001 1, ")
                .endsWith("ATWC9999 1]");
    }

    @Test
    void isFoundByItsName() {
        assertThat(ServiceLoader.load(Implementation.class))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.name()).isEqualTo("collections");
                    assertThat(found.create()).isInstanceOf(CollectionsBooking.class);
                });
    }
}
