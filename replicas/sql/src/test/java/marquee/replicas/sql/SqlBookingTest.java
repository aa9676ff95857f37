package marquee.replicas.sql;

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

/// The tables against the laws of booking and, byte by byte, against the reference model (P26).
class SqlBookingTest {
    private static final int STREAMS = 220;
    private static final int OPERATIONS = 1_000;

    @TestFactory
    Stream<DynamicNode> obeysTheLaws() {
        return BookingLaws.of(SqlBooking::inMemory);
    }

    @Test
    void agreesWithTheModelInEveryByteOnStreamsThatAreNewEachTime() {
        long first = LockStep.FIRST_SEED;
        for (long seed = first; seed < first + STREAMS; seed++) {
            LockStep.run(seed, OPERATIONS, new ReferenceModel(), SqlBooking.inMemory());
        }
    }

    @Test
    void isFoundByItsName() {
        assertThat(ServiceLoader.load(Implementation.class))
                .singleElement()
                .satisfies(found -> {
                    assertThat(found.name()).isEqualTo("sql");
                    assertThat(found.create()).isInstanceOf(SqlBooking.class);
                });
    }
}
