package marquee.frontend;

import com.google.common.annotations.VisibleForTesting;
import java.util.function.Consumer;
import marquee.frontend.FrontEndEffect.Noticed;
import marquee.frontend.FrontEndStatus.Count;
import marquee.frontend.FrontEndStatus.Verdict;
import marquee.protocol.Effect;
import marquee.protocol.Expiry;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.ReplicationMessage.ToReplica.ReplyAgain;

/// Watches whether one slot gives the replies it owes: one position in the order and one timer,
/// however many requests there are. An overdue reply is asked for three times, each time with twice
/// the patience; only then is the slot suspected of silence, for the reply itself may have been
/// lost (rule P7). The suspicion is repeated at most [#REPEATS_MAX] times, and ends with the first
/// reply.
final class SilenceWatch {
    static final int ASKS_MAX = 3;
    static final int REPEATS_MAX = 8;
    @VisibleForTesting static final long PATIENCE_MAX_NANOS = 8_000_000_000L;

    /// The watch's one timer.
    record Overdue(int slot) implements Expiry {}

    private final int slot;
    private final Overdue timer;
    private final OutcomeRing ring;
    private final Views views;
    private final SuspicionTimeout timeout;
    private final Tally tally;

    private long position = 1;
    private long asked;
    private boolean askedInTime;
    private int asks;
    private int suspicions;
    private boolean heardSinceAsked;
    private long notBefore = Long.MIN_VALUE;
    private boolean running;

    SilenceWatch(int slot, OutcomeRing ring, Views views, SuspicionTimeout timeout, Tally tally) {
        this.slot = slot;
        this.timer = new Overdue(slot);
        this.ring = ring;
        this.views = views;
        this.timeout = timeout;
        this.tally = tally;
    }

    boolean isSuspect() {
        return suspicions > 0;
    }

    /// Somebody else fills the slot: what its predecessor owed is owed by nobody.
    void restart() {
        position = ring.newest() + 1;
        suspicions = 0;
        asks = 0;
        asked = 0;
        askedInTime = false;
    }

    /// The slot owes a reply at `number` from now on.
    void await(long number, Consumer<? super Effect> effects) {
        position = Math.min(position, number);
        if (!running && suspicions <= REPEATS_MAX) {
            start(timeout.nanos(), effects);
        }
    }

    /// The slot has given a reply of any worth.
    ///
    /// @return whether that ends a suspicion
    boolean heard(long now, Consumer<? super Effect> effects) {
        heardSinceAsked = true;
        if (suspicions == 0) {
            return false;
        }
        suspicions = 0;
        asks = 0;
        notBefore = now;
        if (!running) {
            start(timeout.nanos(), effects);
        }
        return true;
    }

    /// The timer has run out.
    ///
    /// @return the number whose reply has been asked for; 0 for none
    long expired(long now, Consumer<? super Effect> effects) {
        running = false;
        long number = nextOwed();
        if (number != asked) {
            asks = wasOverrun(asked) ? asks : 0;
            asked = number;
            askedInTime = number >= oldestRemembered();
        }
        if (number == 0) {
            return 0;
        }
        long due = Math.max(ring.boundAt(number), notBefore) + timeout.nanos();
        if (asks == 0 && !isSuspect() && now < due) {
            start(due - now, effects);
            return 0;
        }
        return isSuspect() || asks == ASKS_MAX
                ? suspect(number, effects)
                : askAgain(number, effects);
    }

    /// Whether newer places took that of `number` while nothing came from the slot: whoever has
    /// said nothing since he was asked is asked once more, not for the first time.
    private boolean wasOverrun(long number) {
        return number < ring.oldest() && !heardSinceAsked;
    }

    private long suspect(long number, Consumer<? super Effect> effects) {
        suspicions++;
        tally.add(slot, Verdict.SILENT);
        effects.accept(new Noticed(new Incident(Incident.Kind.SILENT, slot, number)));
        return suspicions <= REPEATS_MAX ? askAgain(number, effects) : 0;
    }

    private long askAgain(long number, Consumer<? super Effect> effects) {
        var id = ring.id(number);
        if (id == null) {
            throw new IllegalStateException("nothing is owed at " + number);
        }
        tally.add(Count.REPLIES_ASKED_AGAIN);
        heardSinceAsked = false;
        effects.accept(new Effect.Send(NodeId.replica(slot), new ReplyAgain(number, id)));
        start(Math.min(timeout.nanos() << (asks + suspicions), PATIENCE_MAX_NANOS), effects);
        if (!isSuspect()) {
            asks++;
        }
        return number;
    }

    private void start(long nanos, Consumer<? super Effect> effects) {
        running = true;
        effects.accept(new Effect.StartTimer(timer, nanos));
    }

    /// The lowest number at which the slot owes a reply; 0 for none. Nobody who replies at all owes
    /// what he may have forgotten, unless he was asked for it before.
    private long nextOwed() {
        if (askedInTime && asked >= ring.oldest() && owes(asked)) {
            return asked;
        }
        position = Math.max(position, ring.oldest());
        position = heardSinceAsked ? Math.max(position, oldestRemembered()) : position;
        while (position <= ring.newest()) {
            if (owes(position)) {
                return position;
            }
            position++;
        }
        return 0;
    }

    private long oldestRemembered() {
        return ring.newest() - Outcome.REMEMBERED + 1;
    }

    /// What a released place lacks is owed by nobody.
    private boolean owes(long number) {
        return ring.holds(number)
                && ring.id(number) != null
                && (ring.replied(number) & SlotSet.bit(slot)) == 0
                && (views.active(ring.viewNumber(number)) & SlotSet.bit(slot)) != 0;
    }
}
