package marquee.frontend;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.SequencedCollection;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Judgement;
import marquee.protocol.replication.Judgement.Verdict;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.MembershipChange;
import marquee.protocol.replication.MembershipChange.Judged;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.Verdicts;
import marquee.protocol.replication.Strikes;
import org.jspecify.annotations.Nullable;

/// Tells the sequencer how replies to this front end's requests were judged: incorrect ones and
/// silences at once, and while a slot has strikes all others above the first, in batches (rule
/// P29). A group without a fault makes no reports, and of one that is convicted nothing more is
/// told, so a liar adds no load. What was told and the order does not show is told again when the
/// link to the sequencer comes up anew: it was lost with the link, or with a life of the sequencer.
final class Reports {
    private final OutcomeRing ring;
    private final LongPredicate undecided;
    private final List<Strikes> strikes = new ArrayList<>();
    private final List<List<Judgement>> gathered = new ArrayList<>();

    /// What was sent and the order has not shown, of each slot the newest.
    private final List<LinkedHashSet<Judgement>> told = new ArrayList<>();

    private @Nullable Membership membership;
    private boolean urgent;
    private boolean waiting;

    /// Whether there is anything in [#gathered], which is asked after each event.
    private boolean any;

    /// @param undecided whether nothing will be agreed on at a number that the ring holds
    Reports(int slots, OutcomeRing ring, LongPredicate undecided) {
        this.ring = ring;
        this.undecided = undecided;
        for (int slot = 1; slot <= slots; slot++) {
            strikes.add(new Strikes());
            gathered.add(new ArrayList<>());
            told.add(new LinkedHashSet<>());
        }
    }

    /// Takes in the membership as it is now.
    void follow(Membership now) {
        var before = membership;
        membership = now;
        for (var slot : now.slots()) {
            if (before != null && !before.isCurrent(slot.replica())) {
                int index = slot.replica().slot() - 1;
                strikes.set(index, new Strikes());
                gathered.get(index).clear();
                told.get(index).clear();
            }
        }
        any = gathered.stream().anyMatch(its -> !its.isEmpty());
    }

    /// The order tells of judgements, perhaps of another front end's: a slot that has strikes now
    /// has its other replies told of too.
    void follow(MembershipChange change) {
        if (!(change instanceof Judged(var replica, var judgements)) || !isReported(replica)) {
            return;
        }
        var its = strikes.get(replica.slot() - 1);
        long first = its.first();
        judgements.forEach(its::take);
        judgements.forEach(told.get(replica.slot() - 1)::remove);
        if (its.first() < first) {
            tellOf(replica, its.first());
        }
    }

    /// A reply of `replica` at `number` was judged.
    void judged(ReplicaId replica, long number, Verdict verdict) {
        if (!isReported(replica)) {
            return;
        }
        if (verdict == Verdict.INCORRECT) {
            gather(replica, new Judgement(number, verdict));
            urgent = true;
        } else if (number > strikes.get(replica.slot() - 1).first()) {
            gather(replica, new Judgement(number, verdict));
        }
    }

    /// The slot owes its reply at `number`, and is suspected. While it has strikes, whatever else
    /// it owes of what was bound before `overdue` is told too: nobody is to wait for it.
    void silent(int slot, long number, long overdue) {
        var known = membership;
        if (known == null || !isReported(known.slot(slot).replica())) {
            return;
        }
        var its = known.slot(slot);
        gather(its.replica(), new Judgement(number, Verdict.SILENT));
        urgent = true;
        long above = Math.max(strikes.get(slot - 1).first(), its.since());
        for (long other = Math.max(above, ring.oldest()); other <= ring.newest(); other++) {
            if (other != number && isOverdue(slot, other, overdue)) {
                gather(its.replica(), new Judgement(other, Verdict.SILENT));
            }
        }
    }

    private boolean isOverdue(int slot, long number, long overdue) {
        return ring.holds(number)
                && ring.boundAt(number) - overdue <= 0
                && (ring.replied(number) & SlotSet.bit(slot)) == 0
                && strikes.get(slot - 1).isNews(new Judgement(number, Verdict.SILENT));
    }

    /// No quorum comes together at `number`: nobody's reply there says anything.
    void undecided(long number) {
        var known = membership;
        for (int slot = 1; known != null && slot <= strikes.size(); slot++) {
            judged(known.slot(slot).replica(), number, Verdict.SILENT);
        }
    }

    /// Sends what cannot wait.
    ///
    /// @return whether something is left that can, and no timer runs for it yet
    boolean flushUrgent(Consumer<? super Effect> effects) {
        if (urgent) {
            flush(effects);
        }
        boolean start = any && !waiting;
        waiting |= start;
        return start;
    }

    /// Sends everything that has gathered.
    void flush(Consumer<? super Effect> effects) {
        urgent = false;
        waiting = false;
        any = false;
        var known = membership;
        for (int slot = 1; known != null && slot <= gathered.size(); slot++) {
            var its = gathered.get(slot - 1);
            if (!its.isEmpty()) {
                var verdicts = new Verdicts(known.slot(slot).replica(), ImmutableList.copyOf(its));
                effects.accept(new Effect.Send(NodeId.SEQUENCER, verdicts));
                for (var judgement : its) {
                    add(told.get(slot - 1), judgement);
                }
                its.clear();
            }
        }
    }

    /// The link to the sequencer is up anew: what the order does not show is to be told again. A
    /// silence is no news to the strikes, but managers are to hear of it.
    void repeat() {
        var known = membership;
        for (int slot = 1; known != null && slot <= told.size(); slot++) {
            var replica = known.slot(slot).replica();
            var its = strikes.get(slot - 1);
            for (var judgement : told.get(slot - 1)) {
                boolean silent = judgement.verdict() == Verdict.SILENT;
                if (isReported(replica) && (silent || its.isNews(judgement))) {
                    gather(replica, judgement);
                    urgent = true;
                }
            }
            told.get(slot - 1).clear();
        }
    }

    /// Whether anything is told of `replica`: it fills its slot, votes, and is convicted of
    /// nothing.
    private boolean isReported(ReplicaId replica) {
        return membership != null
                && membership.isCurrent(replica)
                && membership.slot(replica.slot()).isSound();
    }

    private void tellOf(ReplicaId replica, long first) {
        long bit = SlotSet.bit(replica.slot());
        for (long number = Math.max(first, ring.oldest()); number <= ring.newest(); number++) {
            if (ring.holds(number)) {
                if ((ring.judged(number) & bit) != 0) {
                    gather(replica, new Judgement(number, verdict(number, bit)));
                } else if (undecided.test(number)) {
                    gather(replica, new Judgement(number, Verdict.SILENT));
                }
            }
        }
    }

    private Verdict verdict(long number, long bit) {
        if (ring.isRepeat(number)) {
            return Verdict.REPEATED;
        }
        return (ring.right(number) & bit) != 0 ? Verdict.RIGHT : Verdict.INCORRECT;
    }

    private void gather(ReplicaId replica, Judgement judgement) {
        add(gathered.get(replica.slot() - 1), judgement);
        any = true;
    }

    /// Beyond what one entry holds the oldest are dropped, in favour of the accused.
    private static void add(SequencedCollection<Judgement> all, Judgement judgement) {
        if (all.size() == MembershipChange.JUDGEMENTS_MAX) {
            all.removeFirst();
        }
        all.add(judgement);
    }
}
