package marquee.launcher.simulated;

import java.util.List;
import java.util.function.Consumer;
import marquee.launcher.scenario.Seen;
import marquee.launcher.scenario.stage.Stage;
import marquee.simulation.Simulation;

/// One request's way from front end to front end, much as [marquee.client.FrontEndClient] takes it:
/// the one that answered last is asked first, and another one when it is not there, breaks off, or
/// has no answer for the time being. How long it waits between is its own.
final class Attempts {
    /// How often all front ends are asked again while none of them is even there.
    private static final int ABSENT_ROUNDS_MAX = 4;

    private static final long MILLI = 1_000_000;
    private static final long PAUSE_MIN_NANOS = 100 * MILLI;
    private static final long PAUSE_MAX_NANOS = 1_000 * MILLI;
    private static final int DOUBLINGS_MAX = 4;

    private final Simulation simulation;
    private final Ways ways;
    private final Request request;
    private final Consumer<String> ended;
    private final long deadline;
    private int number;
    private long attempt;
    private boolean waiting;
    private boolean handedOver;
    private boolean mayBeDone;
    private String last = Seen.UNKNOWN;
    private boolean over;

    /// The front ends that a client knows, and which of them answered last.
    static final class Ways {
        private final List<FrontEndMachine> frontEnds;
        private int preferred;

        Ways(List<FrontEndMachine> frontEnds) {
            this.frontEnds = frontEnds;
        }
    }

    /// What is sent, as often as it takes.
    interface Request {
        /// Sends it to `frontEnd`, which runs; `reply` gets what comes of it.
        void send(FrontEndMachine frontEnd, Consumer<Reply> reply);
    }

    /// What came of one attempt.
    enum Fate {
        /// It was answered for good.
        ANSWERED,
        /// It was certainly not done; another attempt may be.
        NOT_DONE,
        /// Nobody knows whether it was done.
        UNKNOWN,
        /// The front end ended meanwhile.
        BROKE_OFF
    }

    /// @param seen what the customer is told
    record Reply(Fate fate, String seen) {}

    private Attempts(Simulation simulation, Ways ways, Request request, Consumer<String> ended) {
        this.simulation = simulation;
        this.ways = ways;
        this.request = request;
        this.ended = ended;
        this.deadline = simulation.now() + Stage.PATIENCE.toNanos();
    }

    /// Sends `request` until it is answered or the patience is over; `ended` gets what the customer
    /// saw.
    static void of(Simulation simulation, Ways ways, Request request, Consumer<String> ended) {
        var attempts = new Attempts(simulation, ways, request, ended);
        simulation.after(Stage.PATIENCE.toNanos(), attempts::giveUp);
        attempts.next();
    }

    private void next() {
        if (over) {
            return;
        }
        int index = (ways.preferred + number) % ways.frontEnds.size();
        var frontEnd = ways.frontEnds.get(index);
        long sent = ++attempt;
        number++;
        if (!frontEnd.process().isRunning()) {
            again();
            return;
        }
        waiting = true;
        request.send(
                frontEnd,
                reply -> {
                    if (!over && sent == attempt) {
                        replied(index, reply);
                    }
                });
    }

    private void replied(int index, Reply reply) {
        waiting = false;
        handedOver = true;
        mayBeDone |= reply.fate() == Fate.UNKNOWN || reply.fate() == Fate.BROKE_OFF;
        if (reply.fate() == Fate.BROKE_OFF) {
            again();
            return;
        }
        number = 0;
        if (reply.fate() == Fate.ANSWERED) {
            ways.preferred = index;
            end(reply.seen());
        } else {
            ways.preferred = (index + 1) % ways.frontEnds.size();
            last = reply.seen();
            again();
        }
    }

    private void again() {
        int all = ways.frontEnds.size();
        if (!handedOver && number >= ABSENT_ROUNDS_MAX * all) {
            giveUp();
            return;
        }
        // With several front ends the next one is asked at once, the first time round.
        simulation.after(number > 0 && number < all ? 0 : pause(), this::next);
    }

    private long pause() {
        long pause = PAUSE_MIN_NANOS << Math.min(number, DOUBLINGS_MAX);
        return Math.max(0, Math.min(Math.min(pause, PAUSE_MAX_NANOS), deadline - simulation.now()));
    }

    /// What was said last holds for the whole request only if no other attempt may have done it.
    private void giveUp() {
        if (!over) {
            end(mayBeDone || waiting ? Seen.UNKNOWN : last);
        }
    }

    private void end(String seen) {
        over = true;
        ended.accept(seen);
    }
}
