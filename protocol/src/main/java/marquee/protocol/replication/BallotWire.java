package marquee.protocol.replication;

import com.google.common.collect.ImmutableList;
import marquee.protocol.replication.Ballot.Vote;
import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;

/// The wire form of votes.
final class BallotWire {
    private static final int REPLACE = 1;
    private static final int FAIL_JOIN = 2;
    private static final int DISMISS = 3;
    private static final Cause[] CAUSES = Cause.values();

    private BallotWire() {}

    static void write(Vote vote, WireWriter out) {
        Fields.write(vote.voter(), out);
        write(vote.ballot(), out);
        out.varint(vote.stampMillis());
    }

    static Vote vote(WireReader in) {
        return new Vote(Fields.nodeId(in), ballot(in), Fields.number(in));
    }

    static void write(ImmutableList<Vote> votes, WireWriter out) {
        out.u8(votes.size());
        votes.forEach(vote -> write(vote, out));
    }

    static ImmutableList<Vote> votes(WireReader in) {
        return Fields.list(in, in.u8(), ReplicaId.SLOTS_MAX, BallotWire::vote);
    }

    private static void write(Ballot ballot, WireWriter out) {
        switch (ballot) {
            case Ballot.Replace(var replica, var cause) -> {
                Fields.write(replica, out.u8(REPLACE));
                Fields.write(cause, out);
            }
            case Ballot.FailJoin(var replica) -> Fields.write(replica, out.u8(FAIL_JOIN));
            case Ballot.Dismiss(var manager) -> Fields.write(manager, out.u8(DISMISS));
        }
    }

    private static Ballot ballot(WireReader in) {
        return switch (in.u8()) {
            case REPLACE -> new Ballot.Replace(Fields.replicaId(in), Fields.constant(CAUSES, in));
            case FAIL_JOIN -> new Ballot.FailJoin(Fields.replicaId(in));
            case DISMISS -> new Ballot.Dismiss(Fields.nodeId(in));
            default -> {
                in.fail();
                yield new Ballot.FailJoin(new ReplicaId(1, 0));
            }
        };
    }
}
