package marquee.launcher.simulated;

import java.util.ArrayList;
import java.util.List;
import marquee.frontend.FrontEndEffect;
import marquee.protocol.Chance;
import marquee.protocol.replication.RequestId;
import marquee.protocol.wire.Bytes;
import marquee.simulation.Simulation;
import org.jspecify.annotations.Nullable;

/// A client that calls one operation after another, some under a name of its own and some without,
/// and now and then behaves as clients do: calls twice at once, calls again what was answered, or
/// uses a name for something else.
final class Customer {
    private static final int KEYED_PER_MILLE = 750;
    private static final int ODD_PER_MILLE = 60;
    private static final int KEPT_MAX = 16;
    private static final int NOBODY = -1;
    private static final long MILLI = 1_000_000;
    private static final long RETRY_NANOS = 50 * MILLI;
    private static final long PATIENCE_NANOS = 4_000 * MILLI;

    private final Simulation simulation;
    private final Workload workload;
    private final Chance chance;
    private final String name;
    private final List<Requests.Call> past = new ArrayList<>();
    private Requests.@Nullable Call current;
    private long since;
    private long attempt;
    private int keys;
    private int frontEnd;
    private int crashed = NOBODY;

    Customer(Simulation simulation, Workload workload, String name) {
        this.simulation = simulation;
        this.workload = workload;
        this.chance = workload.chance().split();
        this.name = name;
    }

    /// Since when the present operation waits for its answer; `Long.MAX_VALUE` if none does.
    long waitingSince() {
        return current == null ? Long.MAX_VALUE : since;
    }

    /// What the customer waits for.
    String waitingFor() {
        return name + " waits for " + (current == null ? "nothing" : current);
    }

    /// Calls the next operation after some thought, if the run has any left.
    void think() {
        long pause = workload.thinkNanos() == 0 ? 0 : chance.next() >>> 1;
        simulation.after(pause == 0 ? 0 : pause % workload.thinkNanos(), this::next);
    }

    private void next() {
        var operation = workload.nextOperation();
        if (operation == null) {
            return;
        }
        var id = chance.happens(KEYED_PER_MILLE) ? RequestId.named(name, "k" + ++keys) : null;
        var call = workload.requests().send(id, operation);
        current = call;
        since = simulation.now();
        send(call);
        if (id != null && chance.happens(ODD_PER_MILLE)) {
            behaveOddly(call, operation);
        }
    }

    private void behaveOddly(Requests.Call call, Bytes operation) {
        boolean reuse = chance.below(3) == 0;
        if (chance.below(2) == 0 || past.isEmpty()) {
            workload.call(chance, call, ending -> ended(call, ending, false));
        } else if (reuse) {
            var old = past.get(chance.below(past.size()));
            var reused = workload.requests().send(old.id(), operation);
            workload.call(chance, reused, ending -> ended(reused, ending, false));
        } else {
            var old = past.get(chance.below(past.size()));
            workload.call(chance, old, ending -> ended(old, ending, false));
        }
    }

    private void send(Requests.Call call) {
        long sent = ++attempt;
        frontEnd = workload.call(chance, call, ending -> ended(call, ending, sent == attempt));
        simulation.after(
                PATIENCE_NANOS,
                () -> {
                    if (sent == attempt && current != null) {
                        attempt++;
                        again(call);
                    }
                });
    }

    /// Takes what a front end says of `call`; null if it said nothing before it crashed. An answer
    /// is to be right though nobody waits for it any more.
    private void ended(Requests.Call call, @Nullable FrontEndEffect ending, boolean awaited) {
        switch (ending) {
            case FrontEndEffect.Answered(_, var outcome, _) -> {
                workload.answered(call, outcome);
                if (awaited && crashed != NOBODY && crashed != frontEnd) {
                    workload.takenOver();
                }
                if (awaited) {
                    workload.done(outcome);
                    done(call);
                }
            }
            case FrontEndEffect.Refused refused -> {
                workload.refused(refused.reason());
                if (awaited) {
                    retry(call);
                }
            }
            case null, default -> {
                workload.unknown();
                if (awaited) {
                    crashed = ending == null ? frontEnd : crashed;
                    again(call);
                }
            }
        }
    }

    /// What may have taken effect is called again under its name, or given up without one.
    private void again(Requests.Call call) {
        if (call.id() == null) {
            done(call);
        } else {
            retry(call);
        }
    }

    private void retry(Requests.Call call) {
        simulation.after(RETRY_NANOS, () -> send(call));
    }

    private void done(Requests.Call call) {
        current = null;
        crashed = NOBODY;
        attempt++;
        if (call.id() != null && past.size() < KEPT_MAX) {
            past.add(call);
        }
        think();
    }
}
