package marquee.applications.booking;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import java.time.LocalDate;
import marquee.applications.booking.BookingResult.Refused;
import marquee.applications.booking.model.OperationGenerator;
import marquee.applications.booking.model.ReferenceModel;
import marquee.protocol.Chance;
import org.junit.jupiter.api.Test;

class EarlyChecksTest {
    private static final LocalDate TODAY = LocalDate.of(2023, 5, 15);
    private static final ImmutableSet<RefusalCode> EARLY =
            ImmutableSet.of(
                    RefusalCode.BAD_USER_ID,
                    RefusalCode.NOT_ALLOWED,
                    RefusalCode.UNKNOWN_MOVIE,
                    RefusalCode.BAD_MOVIE_ID,
                    RefusalCode.BAD_NUMBER);

    @Test
    void theyRefuseWhatEveryReplicaWouldRefuseAndNothingElse() {
        var generator = new OperationGenerator(new Chance(4));
        var model = new ReferenceModel();
        int refused = 0;
        for (int i = 0; i < 4_000; i++) {
            var operation = generator.nextOperation(TODAY);
            var early = EarlyChecks.refusal(operation);
            var answer = model.execute(TODAY, BookingCodec.encode(operation), (_, _, _) -> {});
            var result = BookingCodec.decodeResult(answer);
            boolean isEarly = result instanceof Refused(var code, _) && EARLY.contains(code);
            assertThat(early).as("%s", operation).isEqualTo(isEarly ? result : null);
            refused += isEarly ? 1 : 0;
        }
        assertThat(refused).isGreaterThan(100);
    }
}
