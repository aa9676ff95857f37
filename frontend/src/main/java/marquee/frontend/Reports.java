package marquee.frontend;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
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
/// told, so a liar adds no load.
final class Reports {
    private final OutcomeRing ring;
    private final List<Strikes> strikes = new ArrayList<>();
    private final List<List<Judgement>> gathered = new ArrayList<>();
    private @Nullable Membership membership;
    private boolean urgent;
    private boolean waiting;

    Reports(int slots, OutcomeRing ring) {
        this.ring = ring;
        for (int slot = 1; slot <= slots; slot++) {
            strikes.add(new Strikes());
            gathered.add(new ArrayList<>());
        }
    }

    /// Takes in the membership as it is now.
    void follow(Membership told) {
        var before = membership;
        membership = told;
        for (var slot : told.slots()) {
            if (before != null && !before.isCurrent(slot.replica())) {
                int index = slot.replica().slot() - 1;
                strikes.set(index, new Strikes());
                gathered.get(index).clear();
            }
        }
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
        silent(slot, number);
        var its = known.slot(slot);
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

    private void silent(int slot, long number) {
        var known = membership;
        if (known != null && isReported(known.slot(slot).replica())) {
            gather(known.slot(slot).replica(), new Judgement(number, Verdict.SILENT));
            urgent = true;
        }
    }

    /// No quorum came together at `number`: nobody's reply there says anything.
    void undecided(long number) {
        for (int slot = 1; slot <= strikes.size(); slot++) {
            if (number > strikes.get(slot - 1).first()) {
                silent(slot, number);
            }
        }
    }

    /// Sends what cannot wait.
    ///
    /// @return whether something is left that can, and no timer runs for it yet
    boolean flushUrgent(Consumer<? super Effect> effects) {
        if (urgent) {
            flush(effects);
        }
        boolean start = !waiting && hasGathered();
        waiting |= start;
        return start;
    }

    /// Asked after each event, so it makes no stream.
    private boolean hasGathered() {
        for (var told : gathered) {
            if (!told.isEmpty()) {
                return true;
            }
        }
        return false;
    }

    /// Sends everything that has gathered.
    void flush(Consumer<? super Effect> effects) {
        urgent = false;
        waiting = false;
        var known = membership;
        for (int slot = 1; known != null && slot <= gathered.size(); slot++) {
            var told = gathered.get(slot - 1);
            if (!told.isEmpty()) {
                var verdicts = new Verdicts(known.slot(slot).replica(), ImmutableList.copyOf(told));
                effects.accept(new Effect.Send(NodeId.SEQUENCER, verdicts));
                told.clear();
            }
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
            if (ring.holds(number) && (ring.judged(number) & bit) != 0) {
                gather(replica, new Judgement(number, verdict(number, bit)));
            }
        }
    }

    private Verdict verdict(long number, long bit) {
        if (ring.isRepeat(number)) {
            return Verdict.REPEATED;
        }
        return (ring.right(number) & bit) != 0 ? Verdict.RIGHT : Verdict.INCORRECT;
    }

    /// Beyond what one entry holds the oldest are dropped, in favour of the accused.
    private void gather(ReplicaId replica, Judgement judgement) {
        var told = gathered.get(replica.slot() - 1);
        if (told.size() == MembershipChange.JUDGEMENTS_MAX) {
            told.removeFirst();
        }
        told.add(judgement);
    }
}
