package marquee.frontend.process;

import java.util.List;
import marquee.applications.booking.Argument;
import marquee.applications.booking.BookingCodec;
import marquee.applications.booking.BookingOperation;
import marquee.applications.booking.EarlyChecks;
import marquee.applications.booking.UserId;
import marquee.frontend.FrontEndEffect;
import marquee.frontend.FrontEndEffect.Answered;
import marquee.frontend.FrontEndEffect.Refused;
import marquee.frontend.FrontEndEffect.Unknown;
import marquee.frontend.FrontEndEvent.Called;
import marquee.frontend.process.Answer.Done;
import marquee.frontend.process.Answer.Failed;
import marquee.frontend.process.Answer.Place;
import marquee.frontend.process.watch.Watch;
import marquee.frontend.process.web.Calls;
import marquee.frontend.process.web.ProblemCode;
import marquee.frontend.process.web.RefusedRequest;
import marquee.frontend.process.web.Rejection;
import marquee.frontend.process.web.Reply;
import marquee.frontend.process.web.RequestKey;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.RequestId;
import org.jspecify.annotations.Nullable;

/// Has operations done, whatever edge they came by. What needs no state is refused here, without a
/// place in the order and without spending a key (docs/domain.md, checks 1 to 5); everything else
/// is handed over, reads included (rule P12), and answered with what the replicas agreed on.
/// Thread-safe.
public final class BookingDesk {
    private final Calls calls;
    private final Watch watch;
    private final RequestLog log;

    /// @param watch is told what is answered
    BookingDesk(Calls calls, Watch watch, RequestLog log) {
        this.calls = calls;
        this.watch = watch;
        this.log = log;
    }

    /// An answer, and what it is over REST, which the log of requests and those who count go by.
    record Settled(Answer answer, Reply reply) {}

    /// Does `operation`, counts it and writes it to the log of requests. Waits for the answer, for
    /// the front end's deadline at most.
    ///
    /// @param keys the values of the header `Idempotency-Key`
    /// @param start of the request, by `System.nanoTime`
    public Answer ask(BookingOperation operation, List<String> keys, long start) {
        return settle(operation, keys, start).answer();
    }

    /// Counts and logs a request that could not be read.
    ///
    /// @param name of the operation, or else of the edge
    /// @param start of the request, by `System.nanoTime`
    public Answer unread(String name, ProblemCode code, String detail, long start) {
        return unread(name, "", Failed.early(code, detail), start).answer();
    }

    /// Counts somebody who has asked another edge for what is another host's and is sent away.
    public void misdirected() {
        watch.refused(Rejection.FOREIGN_HOST);
    }

    /// The same as [#ask] for REST.
    Settled settle(BookingOperation operation, List<String> keys, long start) {
        try {
            var id = RequestKey.id(operation, keys);
            return settled(operation, id, answer(operation, id), start);
        } catch (RefusedRequest e) {
            return settled(operation, null, Failed.early(e.code(), e.detail()), start);
        }
    }

    private Settled settled(
            BookingOperation operation, @Nullable RequestId id, Answer answer, long start) {
        var reply = ResultForm.of(answer);
        log.answered(operation, id, reply);
        watch.answered(operation.courseName(), reply, System.nanoTime() - start);
        return new Settled(answer, reply);
    }

    /// The same as [#unread] for REST, which knows who has asked.
    Settled refuse(String name, Argument<UserId> actor, RefusedRequest why, long start) {
        return unread(name, actor + " ", Failed.early(why.code(), why.detail()), start);
    }

    private Settled unread(String name, String actor, Failed failed, long start) {
        var reply = ResultForm.of(failed);
        log.unread(actor + name, reply);
        watch.answered(name, reply, System.nanoTime() - start);
        return new Settled(failed, reply);
    }

    private Answer answer(BookingOperation operation, @Nullable RequestId id) {
        var refusal = EarlyChecks.refusal(operation);
        return refusal == null ? order(operation, id) : new Done(refusal, Place.NONE);
    }

    private Answer order(BookingOperation operation, @Nullable RequestId id) {
        var bytes = BookingCodec.encode(operation);
        var effect = calls.call(call -> new Called(call, id, bytes));
        return switch (effect) {
            case Answered(_, var outcome, var agreedBy) -> agreed(outcome, agreedBy.toString());
            case Refused(_, var reason) -> refused(reason, id);
            case Unknown _ -> unknown(operation, id);
            default -> throw new IllegalStateException("no answer to a call: " + effect);
        };
    }

    /// The answer that `outcome` is. The number of a repeat is that of the first time, as is all
    /// else of its answer.
    private static Answer agreed(Outcome outcome, String agreedBy) {
        return switch (outcome.verdict()) {
            case EXECUTED -> executed(outcome, agreedBy);
            case KEY_REUSED ->
                    new Failed(
                            ProblemCode.KEY_REUSED,
                            "this key has named another request of this user",
                            new Place(outcome.number(), agreedBy));
            case KEYS_EXHAUSTED ->
                    new Failed(
                            ProblemCode.TOO_MANY_REQUESTS,
                            "no key can be forgotten yet; the request was not executed",
                            new Place(outcome.number(), agreedBy));
        };
    }

    private static Answer executed(Outcome outcome, String agreedBy) {
        var result = BookingCodec.decodeResult(outcome.result());
        if (result == null) {
            throw new IllegalStateException("agreed, and no result: #" + outcome.number());
        }
        return new Done(result, new Place(outcome.firstNumber(), agreedBy));
    }

    /// What has certainly not been done (rule P6). Under a key that is so of this attempt alone.
    private static Failed refused(FrontEndEffect.Reason reason, @Nullable RequestId id) {
        var attempt = id == null ? "" : RequestKey.THIS_ATTEMPT;
        return switch (reason) {
            case TOO_MANY_PENDING ->
                    Failed.early(
                            ProblemCode.TOO_MANY_REQUESTS,
                            "this front end has no room for the request, which was not done"
                                    + attempt);
            case TOO_MANY_IN_FLIGHT ->
                    Failed.early(
                            ProblemCode.TOO_MANY_REQUESTS,
                            ProblemCode.TOO_MANY_IN_FLIGHT + attempt);
            case KEY_REUSED ->
                    Failed.early(
                            ProblemCode.KEY_REUSED,
                            "this key names another request of this user, still in flight");
            case STALE, HISTORY_FULL, NOT_HANDED_OVER ->
                    Failed.early(
                            ProblemCode.NO_AGREEMENT,
                            "the sequencer did not take the request, which was not done" + attempt);
        };
    }

    private static Failed unknown(BookingOperation operation, @Nullable RequestId id) {
        String then;
        if (id != null) {
            then = "to repeat it with its key is safe";
        } else if (operation.mutates()) {
            then = "as it has no Idempotency-Key, to repeat it may do it twice";
        } else {
            then = "to repeat it is safe";
        }
        return Failed.early(
                ProblemCode.NO_AGREEMENT, "what came of the request is unknown; " + then);
    }
}
