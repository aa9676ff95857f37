package marquee.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.Outcome.Verdict;
import marquee.protocol.replication.RequestId;
import marquee.protocol.wire.Bytes;
import org.junit.jupiter.api.Test;

class OutcomeDigestTest {
    private static final Bytes RESULT = Bytes.wrap((byte) 1, (byte) 2);
    private static final RequestId ID = RequestId.own("#1.7", 5);

    @Test
    void differsWithWhateverMakesTwoOutcomesAtOneNumberDiffer() {
        var outcomes =
                Stream.of(
                        outcome(9, ID, Verdict.EXECUTED, RESULT),
                        outcome(8, ID, Verdict.EXECUTED, RESULT),
                        outcome(9, RequestId.own("#1.7", 6), Verdict.EXECUTED, RESULT),
                        outcome(9, RequestId.own("#2.7", 5), Verdict.EXECUTED, RESULT),
                        outcome(9, RequestId.named("C1001", "a"), Verdict.EXECUTED, RESULT),
                        outcome(9, RequestId.named("C1001", "b"), Verdict.EXECUTED, RESULT),
                        outcome(9, RequestId.named("C1002", "a"), Verdict.EXECUTED, RESULT),
                        outcome(9, ID, Verdict.KEY_REUSED, RESULT),
                        outcome(9, ID, Verdict.EXECUTED, Bytes.EMPTY),
                        outcome(9, ID, Verdict.EXECUTED, Bytes.wrap((byte) 1)),
                        outcome(9, ID, Verdict.EXECUTED, Bytes.wrap((byte) 2, (byte) 1)));

        assertThat(outcomes.map(OutcomeDigest::of)).doesNotHaveDuplicates();
    }

    @Test
    void isTheSameForTwoOutcomesThatAreEqual() {
        var again = outcome(9, RequestId.own("#1.7", 5), Verdict.EXECUTED, RESULT);

        assertThat(OutcomeDigest.of(outcome(9, ID, Verdict.EXECUTED, RESULT)))
                .isEqualTo(OutcomeDigest.of(again));
    }

    private static Outcome outcome(long first, RequestId id, Verdict verdict, Bytes result) {
        return new Outcome(9, first, id, verdict, result);
    }
}
