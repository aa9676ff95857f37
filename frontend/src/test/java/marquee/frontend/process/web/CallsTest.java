package marquee.frontend.process.web;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import marquee.frontend.FrontEndEffect;
import marquee.frontend.FrontEndEffect.DateShown;
import marquee.frontend.FrontEndEffect.Refused;
import marquee.frontend.FrontEndEffect.Unknown;
import marquee.frontend.FrontEndEvent;
import marquee.frontend.FrontEndEvent.StatusAsked;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// Threads that wait for the event loop.
@Timeout(60)
class CallsTest {
    private static final Duration DEADLINE = Duration.ofMinutes(10);
    private static final Duration SHORT = Duration.ofMillis(1);

    private final BlockingQueue<FrontEndEvent> taken = new LinkedBlockingQueue<>();

    @Test
    void eachCallThatNobodyAnswersIsGivenUp() {
        var calls = new Calls(taken::add, DEADLINE);

        assertThat(calls.call(StatusAsked::new, SHORT)).isEqualTo(new Unknown(1));
        assertThat(calls.call(StatusAsked::new, SHORT)).isEqualTo(new Unknown(2));
        assertThat(taken).containsExactly(new StatusAsked(1), new StatusAsked(2));
    }

    @Test
    void aCallIsNotGivenUpWithAnother() throws Exception {
        var calls = new Calls(taken::add, DEADLINE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var patient = first(calls, threads);

            assertThat(calls.call(StatusAsked::new, SHORT)).isEqualTo(new Unknown(2));
            calls.answer(1, new DateShown(1, true, 0));
            assertThat(patient.get()).isEqualTo(new DateShown(1, true, 0));
        }
    }

    @Test
    void whoEndsWaitsForTheAnswersUnderWayAndTakesNoMoreCalls() throws Exception {
        var calls = new Calls(taken::add, DEADLINE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var underWay = first(calls, threads);

            var end = threads.submit(() -> calls.finish(DEADLINE));
            var refused = calls.call(StatusAsked::new, SHORT);
            for (int call = 2; refused instanceof Unknown; call++) { // It has not begun to end.
                assertThat(taken.take()).isEqualTo(new StatusAsked(call));
                refused = calls.call(StatusAsked::new, SHORT);
            }
            assertThat(refused).isInstanceOf(Refused.class);
            assertThat(taken).isEmpty();
            assertThat(end.isDone()).isFalse();

            calls.answer(1, new DateShown(1, true, 0));
            assertThat(underWay.get()).isEqualTo(new DateShown(1, true, 0));
            end.get();
        }
    }

    @Test
    void whatALoopThatEndsTakesNoMoreIsNotOneCallTooMany() {
        var begun = new ArrayList<Calls>();
        var calls =
                new Calls(
                        _ -> {
                            begun.getFirst().finish(Duration.ZERO);
                            return false;
                        },
                        DEADLINE);
        begun.add(calls);

        assertThat(calls.call(StatusAsked::new))
                .isEqualTo(new Refused(1, FrontEndEffect.Reason.NOT_HANDED_OVER));
    }

    @Test
    void whatHasNoAnswerAtTheEndIsUnknown() throws Exception {
        var calls = new Calls(taken::add, DEADLINE);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var underWay = first(calls, threads);

            calls.finish(SHORT);

            assertThat(underWay.get()).isEqualTo(new Unknown(1));
        }
    }

    /// The first call, which the loop has taken.
    private Future<FrontEndEffect> first(Calls calls, ExecutorService threads)
            throws InterruptedException {
        var call = threads.submit(() -> calls.call(StatusAsked::new));
        assertThat(taken.poll(1, TimeUnit.MINUTES)).isEqualTo(new StatusAsked(1));
        return call;
    }
}
