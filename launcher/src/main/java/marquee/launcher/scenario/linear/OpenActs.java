package marquee.launcher.scenario.linear;

import java.util.ArrayList;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The acts that are open at a moment, each at a place of its own, and what comes of letting them
/// take effect. For one thread.
final class OpenActs {
    /// Most acts open at once, those with unknown outcomes included.
    static final int MAX = Long.SIZE;

    private final @Nullable Open[] places = new Open[MAX];
    private long steps;

    /// @param steps how many acts were tried before
    OpenActs(long steps) {
        this.steps = steps;
    }

    /// The same acts, and no steps done.
    OpenActs copy() {
        var copy = new OpenActs(0);
        System.arraycopy(places, 0, copy.places, 0, MAX);
        return copy;
    }

    /// Gives `act` a place.
    ///
    /// @return whether there is one
    boolean add(Open act) {
        int place = 0;
        while (places[place] != null) {
            place++;
            if (place == MAX) {
                return false;
            }
        }
        places[place] = act;
        act.place = place;
        return true;
    }

    /// How many acts were tried, those before among them.
    long steps() {
        return steps;
    }

    /// The places of the acts that change something and may have to come before `act`, itself
    /// included.
    long writersNear(Open act) {
        var near = new ArrayList<Open>();
        near.add(act);
        long known = act.bit();
        for (int i = 0; i < near.size(); i++) {
            for (var other : places) {
                if (other != null && (known & other.bit()) == 0 && other.minds(near.get(i))) {
                    known |= other.bit();
                    near.add(other);
                }
            }
        }
        return near.stream().filter(each -> each.writes).mapToLong(Open::bit).sum();
    }

    /// Lets `act` take effect; null if it was answered something else, or if it need not and would
    /// change nothing: what is possible after that is possible without it.
    @Nullable Configuration take(Configuration before, Open act) {
        steps++;
        var turn = act.act.take(before.world());
        boolean idle = !act.act.must() && turn.world().equals(before.world());
        if (idle || !act.act.agrees(turn.seen())) {
            return null;
        }
        var after = new Configuration(turn.world(), before.taken() | act.bit());
        for (var other : places) {
            if (other != null && !other.writes) {
                after = settle(after, other);
            }
        }
        return after;
    }

    /// Lets `reading`, which changes nothing, take effect if its answer is right.
    Configuration settle(Configuration before, Open reading) {
        if (before.has(reading)) {
            return before;
        }
        steps++;
        return reading.act.agrees(reading.act.take(before.world()).seen())
                ? new Configuration(before.world(), before.taken() | reading.bit())
                : before;
    }

    /// The places of those that may take effect at any later time.
    long unending() {
        long unending = 0;
        for (var each : places) {
            if (each != null && each.act.ended() == Act.NEVER) {
                unending |= each.bit();
            }
        }
        return unending;
    }

    /// Frees the places `gone`.
    void remove(long gone) {
        for (long rest = gone; rest != 0; rest &= rest - 1) {
            places[Long.numberOfTrailingZeros(rest)] = null;
        }
    }

    /// Who has the place.
    Open at(int place) {
        return Objects.requireNonNull(places[place]);
    }
}
