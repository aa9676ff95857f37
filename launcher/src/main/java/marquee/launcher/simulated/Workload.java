package marquee.launcher.simulated;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import marquee.applications.booking.BookingCodec;
import marquee.applications.booking.BookingResult;
import marquee.frontend.FrontEndEffect;
import marquee.protocol.Chance;
import marquee.protocol.replication.Outcome;
import marquee.protocol.wire.Bytes;
import marquee.simulation.Marks;
import marquee.simulation.Surroundings;
import org.jspecify.annotations.Nullable;

/// What the customers of one run have in common: the operations they call, the front ends they call
/// them at, and the judgement of what they are answered.
final class Workload {
    private static final long MILLI = 1_000_000;

    private final Chance chance;
    private final Marks marks;
    private final Supplier<Bytes> operations;
    private final Judges judges;
    private final long thinkNanos;
    private final List<FrontEndMachine> frontEnds;
    private final List<Customer> customers = new ArrayList<>();
    private final Marks.Counter answers;
    private final Marks.Counter successes;
    private final Marks.Counter refusals;
    private int left;

    /// What the customers of a run are judged by.
    record Judges(Order order, Requests requests, AnswerCheck check) {}

    Workload(
            Surroundings surroundings,
            RunPlan plan,
            Judges judges,
            Supplier<Bytes> operations,
            List<FrontEndMachine> frontEnds) {
        this.chance = surroundings.chances().workload();
        this.marks = surroundings.marks();
        this.operations = operations;
        this.judges = judges;
        this.frontEnds = frontEnds;
        this.left = plan.requests();
        this.thinkNanos = plan.shape().thinkMillis() * MILLI;
        this.answers = marks.counter(Run.ANSWERED);
        this.successes = marks.counter(Run.SUCCEEDED);
        this.refusals = marks.counter(Run.REFUSED);
        for (int i = 1; i <= plan.shape().customers(); i++) {
            customers.add(new Customer(surroundings.simulation(), this, "customer-" + i));
        }
    }

    /// Lets the customers begin.
    void start() {
        customers.forEach(Customer::think);
    }

    /// Has a customer call `more` operations, when the run is over.
    void goOn(int more) {
        left += more;
        customers.getFirst().think();
    }

    /// The next operation of the run, or null if it has no more.
    @Nullable Bytes nextOperation() {
        if (left == 0) {
            return null;
        }
        left--;
        return operations.get();
    }

    /// Whether every operation was called and is answered.
    boolean isOver() {
        return left == 0 && longestWait().isEmpty();
    }

    /// The customer that has waited longest for an answer, if any waits.
    Optional<Customer> longestWait() {
        return customers.stream()
                .filter(customer -> customer.waitingSince() != Long.MAX_VALUE)
                .min(Comparator.comparingLong(Customer::waitingSince));
    }

    /// Calls some front end; `ending` gets what it says, or null if it crashes before.
    ///
    /// @return which one
    int call(Chance caller, Requests.Call call, Consumer<@Nullable FrontEndEffect> ending) {
        int chosen = caller.below(frontEnds.size());
        frontEnds.get(chosen).call(call, ending);
        return chosen;
    }

    /// A call that a front end took with it when it crashed is answered by another one.
    void takenOver() {
        marks.counter("answered by another front end after a crash").hit();
    }

    /// A call is answered, whether anybody waits for that or not.
    void answered(Requests.Call call, Outcome outcome) {
        requests().answered(call, outcome, judges.order());
        judges.check().answered(outcome);
        if (outcome.verdict() != Outcome.Verdict.EXECUTED) {
            marks.counter("answer: " + outcome.verdict()).hit();
        } else if (outcome.firstNumber() != outcome.number()) {
            marks.counter("answer: repeat from the table").hit();
        }
    }

    /// The request that a customer waits for has come to an end by `outcome`.
    void done(Outcome outcome) {
        boolean isRefusal =
                outcome.verdict() != Outcome.Verdict.EXECUTED
                        || BookingCodec.decodeResult(outcome.result())
                                instanceof BookingResult.Refused;
        answers.hit();
        (isRefusal ? refusals : successes).hit();
    }

    void refused(FrontEndEffect.Reason reason) {
        marks.counter("call refused: " + reason).hit();
    }

    void unknown() {
        marks.counter("call unknown").hit();
    }

    Requests requests() {
        return judges.requests();
    }

    Chance chance() {
        return chance;
    }

    long thinkNanos() {
        return thinkNanos;
    }
}
