package marquee.sequencer;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongPredicate;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Ballot;
import marquee.protocol.replication.Ballot.Vote;
import marquee.protocol.replication.Cause;
import marquee.protocol.replication.Checkpoint;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Group;
import marquee.protocol.replication.Judgement;
import marquee.protocol.replication.Judgement.Verdict;
import marquee.protocol.replication.MemberSlot;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.MembershipChange;
import marquee.protocol.replication.MembershipChange.Convicted;
import marquee.protocol.replication.MembershipChange.Exited;
import marquee.protocol.replication.MembershipChange.JoinFailed;
import marquee.protocol.replication.MembershipChange.Judged;
import marquee.protocol.replication.MembershipChange.ManagerBack;
import marquee.protocol.replication.MembershipChange.ManagerGone;
import marquee.protocol.replication.MembershipChange.Replaced;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.Stamp;
import marquee.protocol.replication.Strikes;
import marquee.protocol.replication.Succession;
import marquee.transport.NodeSettings;
import org.jspecify.annotations.Nullable;

/// The membership as the sequencer keeps it, and which changes of it are worth an entry. One
/// suspicion is not enough: judgements are counted, proposals need a majority of fresh votes, and
/// both are held against the membership at the head (rules P29, P33, P34 and P37).
final class Members {
    /// How far a vote may lie from the time of the order, in milliseconds: behind it, or, if it was
    /// cast before the sequencer started with a clock that was set back, ahead of it.
    static final long VOTE_FRESH_MILLIS = 5_000;

    private final Group group;
    private final Succession succession;
    private final Strikes[] strikes;
    private final ViewNumbers views;
    private Membership membership;

    Members(Group group, Membership initial, Succession succession) {
        this.group = group;
        this.succession = succession;
        this.membership = initial;
        this.views = new ViewNumbers(initial.viewNumber());
        this.strikes = new Strikes[group.slots()];
        for (int i = 0; i < strikes.length; i++) {
            strikes[i] = new Strikes();
        }
    }

    /// The membership at the head.
    Membership membership() {
        return membership;
    }

    /// The number of the view that judges a request at the place `number`.
    long viewAt(long number) {
        return views.at(number);
    }

    /// How many replies alike make an answer.
    int quorum() {
        return group.quorum();
    }

    /// What has come of the group at the place `number`, the head.
    Checkpoint checkpoint(long number, Stamp stamp) {
        var known =
                Arrays.stream(strikes)
                        .map(Strikes::judgements)
                        .collect(ImmutableList.toImmutableList());
        return new Checkpoint(number, stamp, membership, known);
    }

    /// Takes in what had come of the group at a place that lies behind.
    void recover(Checkpoint checkpoint) {
        membership = checkpoint.membership();
        views.restart(membership.viewNumber());
        Arrays.setAll(strikes, slot -> Strikes.of(checkpoint.strikes().get(slot)));
    }

    /// Takes in an `entry` from before that place, what came of which is known: a view may have
    /// begun there.
    void recall(Entry entry) {
        if (entry.content() instanceof MembershipChange change && change.beginsView()) {
            views.recall(entry.number());
        }
    }

    /// Takes in what `entry`, the newest, says of the group.
    ///
    /// @return whether somebody else fills a slot or votes now
    boolean follow(Entry entry) {
        if (!(entry.content() instanceof MembershipChange change)) {
            return false;
        }
        if (change instanceof Judged(var replica, var judgements)
                && membership.isCurrent(replica)) {
            judgements.forEach(strikes[replica.slot() - 1]::take);
        }
        var before = membership;
        membership = before.after(entry.number(), change);
        for (var slot : membership.slots()) {
            int index = slot.replica().slot() - 1;
            if (!before.slots().get(index).replica().equals(slot.replica())) {
                strikes[index] = new Strikes();
            }
        }
        if (membership.viewNumber() == before.viewNumber()) {
            return false;
        }
        views.begin(entry.number());
        return true;
    }

    /// Those of a front end's `judgements` of `replica` that are worth an entry; null if none is. A
    /// silence always is: it is a suspicion that the managers are to hear of.
    @Nullable Judged news(ReplicaId replica, List<Judgement> judgements) {
        if (!membership.isCurrent(replica) || !membership.slot(replica.slot()).isSound()) {
            return null;
        }
        var known = strikes[replica.slot() - 1];
        var news =
                judgements.stream()
                        .filter(told -> told.verdict() == Verdict.SILENT || known.isNews(told))
                        .collect(ImmutableList.toImmutableList());
        return news.isEmpty() ? null : new Judged(replica, news);
    }

    /// The slots that have answered three consecutive requests incorrectly.
    ///
    /// @param awaited whether the verdict on the request at a number will still come
    List<Convicted> struckOut(LongPredicate awaited) {
        var convicted = new ArrayList<Convicted>();
        for (var slot : membership.slots()) {
            var replica = slot.replica();
            var third =
                    group.liars() > 0 && slot.isSound()
                            ? strikes[replica.slot() - 1].struckOut(awaited)
                            : null;
            if (third != null) {
                convicted.add(new Convicted(replica, Cause.STRUCK_OUT, third));
            }
        }
        return convicted;
    }

    /// The state of the slot, which votes or is ready to, is not that of a quorum at the mark
    /// `number`.
    @Nullable Convicted rotten(int slot, long number) {
        var its = membership.slot(slot);
        return group.liars() > 0 && !its.isCertainlyFaulty() && its.since() < number
                ? new Convicted(its.replica(), Cause.ROTTEN_STATE, number)
                : null;
    }

    /// The manager `from` says that the process of `replica` is not there any more.
    @Nullable Exited ended(NodeId from, ReplicaId replica, long executed) {
        if (!membership.isCurrent(replica)) {
            return null;
        }
        var slot = membership.slot(replica.slot());
        return slot.exited() || !slot.assignment().host().equals(from)
                ? null
                : new Exited(replica, executed);
    }

    /// The manager `from` says that it is there again.
    @Nullable ManagerBack returned(NodeId from) {
        return membership.electorate().contains(from) ? null : new ManagerBack(from);
    }

    /// What `votes` decide at the time `nowMillis` of the order; null if they decide nothing: too
    /// few, too old, not of the electorate, on different questions, on somebody who is no longer
    /// there, or on what would leave too little of the group.
    @Nullable MembershipChange decided(List<Vote> votes, long nowMillis) {
        if (votes.isEmpty()) {
            return null;
        }
        var ballot = votes.getFirst().ballot();
        var voters =
                votes.stream()
                        .filter(vote -> vote.ballot().asksTheSameAs(ballot))
                        .filter(vote ->
                                Math.abs(nowMillis - vote.stampMillis()) <= VOTE_FRESH_MILLIS)
                        .map(Vote::voter)
                        .filter(membership.electorate()::contains)
                        .distinct()
                        .collect(ImmutableList.toImmutableList());
        if (voters.size() < membership.majority()) {
            return null;
        }
        return switch (ballot) {
            case Ballot.Replace(var replica, var cause) -> replace(replica, cause, voters);
            case Ballot.FailJoin(var replica) -> failJoin(replica, voters);
            case Ballot.Dismiss(var manager) ->
                    membership.electorate().contains(manager)
                                    && membership.electorate().size() > Membership.ELECTORATE_MIN
                            ? new ManagerGone(manager, voters)
                            : null;
        };
    }

    private @Nullable Replaced replace(
            ReplicaId replica, Cause asked, ImmutableList<NodeId> voters) {
        if (!membership.isCurrent(replica) || !membership.slot(replica.slot()).active()) {
            return null;
        }
        var slot = membership.slot(replica.slot());
        var cause = slot.conviction() != null ? slot.conviction() : asked;
        boolean allowed =
                switch (cause) {
                    case STRUCK_OUT, ROTTEN_STATE -> slot.conviction() != null;
                    case CRASHED -> group.crashes() > 0 || membership.mendsEnd(slot, group);
                    case UNRESPONSIVE -> group.crashes() > 0;
                    case HOME, LAGGING -> false;
                };
        if (!allowed || !mayLose(replica)) {
            return null;
        }
        return replaced(slot, cause, voters);
    }

    /// The removal of `replica`, which is too far behind; null if the group cannot bear it.
    @Nullable Replaced lagging(ReplicaId replica) {
        if (!mayLose(replica)) {
            return null;
        }
        var slot = membership.slot(replica.slot());
        var cause = slot.conviction() != null ? slot.conviction() : Cause.LAGGING;
        return replaced(slot, cause, ImmutableList.of());
    }

    private Replaced replaced(MemberSlot slot, Cause cause, ImmutableList<NodeId> voters) {
        boolean another = cause.isConviction() || slot.crashedAgain();
        var next = succession.next(membership, slot, another);
        return new Replaced(slot.replica(), cause, next, voters);
    }

    private @Nullable JoinFailed failJoin(ReplicaId replica, ImmutableList<NodeId> voters) {
        if (!membership.isCurrent(replica)
                || membership.slot(replica.slot()).active()
                || isLast(replica)) {
            return null;
        }
        var slot = membership.slot(replica.slot());
        boolean another = slot.conviction() != null || slot.crashedAgain();
        var next = succession.next(membership, slot, another);
        return new JoinFailed(replica, next, voters);
    }

    /// The slot that is to move back to its own host: everybody votes, and that host is there and
    /// was not found unable to run it.
    @Nullable Replaced home() {
        if (!membership.slots().stream().allMatch(MemberSlot::isSound)) {
            return null;
        }
        for (var slot : membership.slots()) {
            var own = slot.home();
            if (!slot.assignment().host().equals(own)
                    && !slot.shut()
                    && membership.electorate().contains(own)
                    && mayLose(slot.replica())) {
                return replaced(slot, Cause.HOME, ImmutableList.of());
            }
        }
        return null;
    }

    private boolean mayLose(ReplicaId replica) {
        return !isLast(replica) && membership.mayLose(replica, group);
    }

    /// Whether nobody can follow `replica`: a datagram could not name its successor, nor could a
    /// key be made for it (rules P35 and P44).
    static boolean isLast(ReplicaId replica) {
        return replica.incarnation() >= NodeSettings.INCARNATION_MAX;
    }
}
