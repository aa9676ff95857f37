package marquee.frontend.process.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.withinPercentage;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.concurrent.TimeUnit;
import marquee.frontend.process.web.ProblemCode;
import marquee.frontend.process.web.Reply;
import org.junit.jupiter.api.Test;

/// What is counted of the requests that clients make.
class TrafficTest {
    private final Traffic traffic = new Traffic(new EventFeed("life7"));

    @Test
    void failuresCountWhileNobodyWatchesToo() {
        answer(ProblemCode.NO_AGREEMENT);
        traffic.begin();
        answer(ProblemCode.NO_AGREEMENT);
        answer(ProblemCode.MALFORMED);

        var rates = rates();
        assertThat(rates.path("failed").longValue()).isEqualTo(1);
        assertThat(rates.path("refused").longValue()).isEqualTo(1);
        assertThat(rates.path("failures").longValue()).isEqualTo(2);
        assertThat(rates().path("failures").longValue()).isEqualTo(2);
    }

    @Test
    void aRequestIsShownAsLongAsItWasUpToTheLongestDeadline() {
        traffic.begin();
        var reply = Reply.problem(ProblemCode.NO_AGREEMENT, "for this test");
        traffic.answered("bookMovieTickets", reply, TimeUnit.MINUTES.toNanos(10));

        assertThat(rates().path("max").longValue())
                .isCloseTo(TimeUnit.MINUTES.toMicros(10), withinPercentage(1));
    }

    private void answer(ProblemCode code) {
        traffic.answered("bookMovieTickets", Reply.problem(code, "for this test"), 1_000);
    }

    private ObjectNode rates() {
        var rates = JsonNodeFactory.instance.objectNode();
        traffic.addTo(rates);
        return rates;
    }
}
