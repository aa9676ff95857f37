package marquee.frontend;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.UnaryOperator;
import marquee.frontend.Replacement.Times;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Assignment;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Judgement;
import marquee.protocol.replication.Judgement.Verdict;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.MembershipChange.Activated;
import marquee.protocol.replication.MembershipChange.Begun;
import marquee.protocol.replication.MembershipChange.Convicted;
import marquee.protocol.replication.MembershipChange.Exited;
import marquee.protocol.replication.MembershipChange.JoinFailed;
import marquee.protocol.replication.MembershipChange.Judged;
import marquee.protocol.replication.MembershipChange.Replaced;
import marquee.protocol.replication.ReplicaId;

/// The newest replacements that the order has told of since this front end hears it, at most
/// [#MAX], and how many there were: for people, nothing is decided by it.
final class Replacements {
    static final int MAX = 64;

    /// A doubt that is older does not count as the beginning of what follows.
    static final long DOUBT_MILLIS = 5_000;

    private final List<Replacement> newest = new ArrayList<>();
    private final Map<Integer, Map<String, Long>> counts = new TreeMap<>();
    private final Map<ReplicaId, Doubt> doubts = new HashMap<>();

    private record Doubt(long since, long newest) {}

    /// The newest replacements, the latest last.
    ImmutableList<Replacement> newest() {
        return ImmutableList.copyOf(newest);
    }

    /// How many replacements of `slot` there were, by reason.
    ImmutableMap<String, Long> counts(int slot) {
        return ImmutableMap.copyOf(counts.getOrDefault(slot, ImmutableMap.of()));
    }

    /// Takes in `entry`, which came to a group that was as `before` says.
    void follow(Entry entry, Membership before) {
        long at = entry.stamp().millis();
        switch (entry.content()) {
            case Judged(var replica, var judgements)
                    when judgements.stream().anyMatch(Replacements::isSilence) ->
                    doubt(replica, at);
            case Convicted(var replica, _, _) -> doubt(replica, at);
            case Exited(var replica, _) -> doubt(replica, at);
            case Begun(var replica) -> update(replica, times -> times.withBegun(at));
            case Activated(var replica) -> update(replica, times -> times.withActive(at));
            case Replaced(var replica, var cause, var next, var voters)
                    when before.isCurrent(replica) ->
                    add(entry, replica, next, new Decision(cause.name(), voters));
            case JoinFailed(var replica, var next, var voters) when before.isCurrent(replica) -> {
                update(replica, times -> times.withFailed(at));
                add(entry, replica, next, new Decision(Replacement.JOIN_FAILED, voters));
            }
            default -> {}
        }
    }

    private record Decision(String reason, ImmutableList<NodeId> voters) {}

    private void add(Entry entry, ReplicaId replaced, Assignment next, Decision decision) {
        long at = entry.stamp().millis();
        var doubt = doubts.remove(replaced);
        var times = new Times(doubt == null ? at : doubt.since(), at, 0, 0, 0);
        if (newest.size() == MAX) {
            newest.removeFirst();
        }
        newest.add(
                new Replacement(
                        replaced.successor(),
                        next,
                        decision.reason(),
                        decision.voters(),
                        entry.number(),
                        times));
        counts.computeIfAbsent(replaced.slot(), slot -> new TreeMap<>())
                .merge(decision.reason(), 1L, Long::sum);
    }

    /// Doubts of one slot: those of its earlier incarnations are forgotten.
    private void doubt(ReplicaId replica, long at) {
        var known = doubts.get(replica);
        long since = known != null && at - known.newest() <= DOUBT_MILLIS ? known.since() : at;
        doubts.keySet().removeIf(other -> other.slot() == replica.slot());
        doubts.put(replica, new Doubt(since, at));
    }

    private void update(ReplicaId replica, UnaryOperator<Times> change) {
        newest.replaceAll(each ->
                each.successor().equals(replica) ? each.with(change.apply(each.times())) : each);
    }

    private static boolean isSilence(Judgement judgement) {
        return judgement.verdict() == Verdict.SILENT;
    }
}
