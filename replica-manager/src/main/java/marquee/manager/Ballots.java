package marquee.manager;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Ballot;
import marquee.protocol.replication.Ballot.Vote;

/// The votes that a manager knows of, its own among them: one a voter and question, the last that
/// came. Votes grow old and are forgotten, so that a majority is one of managers who think so now
/// (rule P33). So are those of a time to come, which the sequencer has told and lost when it ended.
/// Bounded by managers and slots.
final class Ballots {
    /// How far a vote may lie from the newest time of the order, in milliseconds.
    static final long FRESH_MILLIS = 4_000;

    private record Question(Class<?> kind, Object subject) {
        static Question of(Ballot ballot) {
            return new Question(ballot.getClass(), ballot.subject());
        }
    }

    private final Map<Question, Map<NodeId, Vote>> votes = new LinkedHashMap<>();

    /// Takes in a vote, which comes from the voter itself, and so after its earlier ones.
    void take(Vote vote) {
        votes.computeIfAbsent(Question.of(vote.ballot()), question -> new LinkedHashMap<>())
                .put(vote.voter(), vote);
    }

    /// Something was decided about `subject`: what was voted before means nothing any more.
    void settled(Object subject) {
        votes.keySet().removeIf(question -> question.subject().equals(subject));
    }

    /// Forgets votes that lie too far from `now`, in milliseconds of the order, and those on
    /// questions that are not among `open` ones.
    void forget(long now, OpenQuestions open) {
        votes.keySet().removeIf(question -> !open.isOpen(question.subject()));
        for (var voters : votes.values()) {
            voters.values().removeIf(vote -> Math.abs(now - vote.stampMillis()) > FRESH_MILLIS);
        }
        votes.values().removeIf(Map::isEmpty);
    }

    /// Tells whether a vote on somebody still means anything.
    interface OpenQuestions {
        boolean isOpen(Object subject);
    }

    /// The votes on each question that a `majority` of the `electorate` wants.
    List<ImmutableList<Vote>> decided(Set<NodeId> electorate, int majority) {
        var decided = new ArrayList<ImmutableList<Vote>>();
        for (var voters : votes.values()) {
            var counted = counted(voters, electorate);
            if (counted.size() >= majority) {
                decided.add(counted);
            }
        }
        return decided;
    }

    /// The votes of the `electorate` on the question of `ballot`.
    ImmutableList<Vote> on(Ballot ballot, Set<NodeId> electorate) {
        var voters = votes.get(Question.of(ballot));
        return voters == null ? ImmutableList.of() : counted(voters, electorate);
    }

    private static ImmutableList<Vote> counted(Map<NodeId, Vote> voters, Set<NodeId> electorate) {
        return voters.values().stream()
                .filter(vote -> electorate.contains(vote.voter()))
                .collect(ImmutableList.toImmutableList());
    }

    /// Who has voted on the question of `ballot`.
    ImmutableSet<NodeId> voters(Ballot ballot) {
        var voters = votes.get(Question.of(ballot));
        return voters == null ? ImmutableSet.of() : ImmutableSet.copyOf(voters.keySet());
    }
}
