package marquee.client;

import com.google.common.collect.Comparators;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import marquee.client.FrontEndClient.Patience;
import org.jspecify.annotations.Nullable;

/// One call's way from front end to front end, round after round.
final class Attempts {
    private static final Duration PAUSE_MIN = Duration.ofMillis(100);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(1);
    private static final int DOUBLINGS_MAX = 4;
    private static final String NOBODY = "no front end answers: ";

    private final Call call;
    private final Patience patience;
    private final FrontEnds frontEnds;
    private final HttpExchange exchange;
    private final long start = System.nanoTime();
    private final int first;
    private int tries;
    private long begun;
    private Duration allowed = Duration.ZERO;
    private boolean handedOver;
    private volatile boolean isGivenUp;
    private volatile boolean isUnderWay;
    private volatile boolean mayBeDone;

    /// When the first attempt began that may have done what was asked.
    private long mayBeDoneSince;

    /// So long all who were asked in this round want to be left alone.
    private Duration retryAfter = Duration.ZERO;

    private @Nullable Answer last;
    private String reason = "";

    Attempts(Call call, Patience patience, FrontEnds frontEnds, HttpExchange exchange) {
        this.call = call;
        this.patience = patience;
        this.frontEnds = frontEnds;
        this.exchange = exchange;
        this.first = frontEnds.preferred();
    }

    /// Makes attempts until one is answered, or there is no use in another.
    ///
    /// @return the answer, as [FrontEndClient#send] gives it
    /// @throws UnreachableException if no front end answered at all
    Answer run() throws UnreachableException, InterruptedException {
        while (true) {
            var answer = next();
            if (answer != null) {
                return answer;
            }
            Thread.sleep(pause());
        }
    }

    /// Has no other attempt begin: [#run] is interrupted in its place. May be called by any thread.
    ///
    /// @return whether what was asked may be done, or may yet be by an attempt that is under way
    boolean giveUp() {
        isGivenUp = true;
        return isUnderWay || mayBeDone;
    }

    /// The answer, or null if another attempt is due.
    private @Nullable Answer next() throws UnreachableException, InterruptedException {
        boolean begins = isBetweenRounds();
        int index = first + tries;
        var url = frontEnds.url(index);
        tries++;
        var before = begins ? patience.deadline() : retryAfter;
        retryAfter = Duration.ZERO;
        begun = System.nanoTime();
        allowed = Comparators.min(left().plusMillis(1), attemptMax());
        beUnderWay();
        try {
            var received = exchange.send(call, url, allowed);
            retryAfter = Comparators.min(received.retryAfter(), before);
            var answer = received.answer();
            if (answer == null) {
                answeredByStranger(url, received.status());
            } else if (isFinal(answer)) {
                frontEnds.prefer(index);
                return answer;
            } else {
                frontEnds.prefer(index + 1);
                answeredForNow(answer);
            }
        } catch (IOException e) {
            failed(url, e);
        }
        isUnderWay = false;
        return isOver() ? lastWord() : null;
    }

    /// Who gives up at this moment is seen here, or sees that an attempt is under way.
    private void beUnderWay() throws InterruptedException {
        isUnderWay = true;
        if (isGivenUp) {
            throw new InterruptedException("given up");
        }
    }

    /// Where an attempt before may have done what was asked, only the order tells whether it did:
    /// what a front end refuses by itself, it refuses this attempt (rule P6).
    private boolean isFinal(Answer answer) {
        boolean tellsAll = answer.isOk() || answer.isInOrder() || !call.hasKey() || !mayBeDone;
        return tellsAll && !answer.isTransient();
    }

    private void answeredForNow(Answer answer) {
        handedOver = true;
        mayHaveDone(answer.mayBeDone());
        // That this attempt was refused does not undo what an earlier one has done.
        last = answer.mayBeDone() || !mayBeDone ? answer : last;
    }

    private void mayHaveDone(boolean byThisAttempt) {
        if (byThisAttempt && !mayBeDone) {
            mayBeDone = true;
            mayBeDoneSince = begun;
        }
    }

    /// A page that was moved, or is not there, stays so. A proxy that has found no front end behind
    /// it may find one later, and may have handed over what it says to have failed.
    private void answeredByStranger(URI url, int status) {
        handedOver |= status >= Answer.SERVER_ERRORS;
        mayHaveDone(status >= Answer.SERVER_ERRORS || status < Answer.REDIRECTIONS);
        reason = "%s%s answered %d, but not as a front end".formatted(NOBODY, url, status);
    }

    private void failed(URI url, IOException e) {
        handedOver |= !HttpExchange.isBeforeRequest(e);
        mayHaveDone(!HttpExchange.isBeforeRequest(e));
        reason =
                switch (e) {
                    case ConnectException _, HttpConnectTimeoutException _ ->
                            NOBODY + url + " takes no connection";
                    case SSLException _ when HttpExchange.isBeforeRequest(e) ->
                            "%s%s is not to be believed (%s)"
                                    .formatted(NOBODY, url, e.getMessage());
                    case HttpTimeoutException _ ->
                            "%s did not answer within %d s".formatted(url, allowed.toSeconds());
                    default -> NOBODY + url + " broke off";
                };
    }

    /// How long to wait for the next attempt: within a round not at all.
    private Duration pause() {
        return isBetweenRounds()
                ? Comparators.min(Comparators.max(backOff(), retryAfter), left())
                : Duration.ZERO;
    }

    private boolean isBetweenRounds() {
        return tries % frontEnds.count() == 0;
    }

    private Duration backOff() {
        int doublings = Math.min(rounds() - 1, DOUBLINGS_MAX);
        return Comparators.min(PAUSE_MIN.multipliedBy(1L << doublings), PAUSE_MAX);
    }

    private int rounds() {
        return tries / frontEnds.count();
    }

    private boolean isOver() {
        boolean nobody = !handedOver && rounds() >= patience.refusedRoundsMax();
        // An attempt that began at the deadline would be cut off before it could be answered.
        return nobody || pause().compareTo(Comparators.min(left(), repeatable())) >= 0;
    }

    /// For how long the call may still be sent again.
    private Duration repeatable() {
        return call.hasKey() && mayBeDone
                ? rest(patience.repeatedMax(), mayBeDoneSince)
                : patience.deadline();
    }

    private Answer lastWord() throws UnreachableException {
        if (last != null && last.mayBeDone() == mayBeDone) {
            return last;
        }
        var others = frontEnds.count() == 1 ? "" : " (asked " + frontEnds + ")";
        throw new UnreachableException(reason + others, mayBeDone);
    }

    private Duration attemptMax() {
        boolean leavesTime = call.hasKey() && !mayBeDone && frontEnds.count() > 1;
        return leavesTime
                ? Comparators.min(patience.attemptMax(), patience.firstMax())
                : patience.attemptMax();
    }

    private Duration left() {
        return rest(patience.deadline(), start);
    }

    private static Duration rest(Duration most, long since) {
        var rest = most.minusNanos(System.nanoTime() - since);
        return rest.isNegative() ? Duration.ZERO : rest;
    }
}
