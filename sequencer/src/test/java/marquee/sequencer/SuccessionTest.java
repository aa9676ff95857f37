package marquee.sequencer;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Preconditions;
import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.stream.IntStream;
import marquee.protocol.Event;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Assignment;
import marquee.protocol.replication.Ballot;
import marquee.protocol.replication.Cause;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Group;
import marquee.protocol.replication.MemberSlot;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.MembershipChange;
import marquee.protocol.replication.MembershipChange.Activated;
import marquee.protocol.replication.MembershipChange.Begun;
import marquee.protocol.replication.MembershipChange.Exited;
import marquee.protocol.replication.MembershipChange.ManagerBack;
import marquee.protocol.replication.MembershipChange.ManagerGone;
import marquee.protocol.replication.MembershipChange.Replaced;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.Stamp;
import marquee.protocol.replication.Succession;
import marquee.sequencer.SequencerEffect.Notice;
import marquee.sequencer.SequencerEffect.Subject;
import marquee.transport.NodeSettings;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class SuccessionTest {
    private static final ImmutableList<String> NAMES = ImmutableList.of("one", "two", "three");
    private static final int SLOT = 2;

    private final Members members =
            new Members(
                    Group.BOTH,
                    Membership.initial(
                            IntStream.rangeClosed(1, 4)
                                    .mapToObj(i -> new Assignment(NodeId.manager(i), "one"))
                                    .collect(ImmutableList.toImmutableList())),
                    new Succession(NAMES));
    private long number;

    @Test
    void whereAnIncarnationFailsToStartTheNextIsNotTriedP36() {
        crash();
        assertThat(host()).isEqualTo(NodeId.manager(2));

        failJoin();
        assertThat(host()).isEqualTo(NodeId.manager(1));
        failJoin();
        assertThat(host()).isEqualTo(NodeId.manager(3));
        failJoin();
        assertThat(host()).isEqualTo(NodeId.manager(1));
    }

    @Test
    void oneThatHasBegunWhereItFailsIsFollowedThere() {
        crash();
        take(new Begun(replica()));
        failJoin();

        assertThat(host()).isEqualTo(NodeId.manager(2));
        assertThat(slot().shut()).isFalse();
    }

    @Test
    void aGuestIsNotTakenDownForAHostThatCannotRunTheSlotP36() {
        crash();
        failJoin();
        take(new Begun(replica()));
        take(new Activated(replica()));
        assertThat(members.home()).isNull();

        crash();
        assertThat(host()).as("the next one stays away too").isEqualTo(NodeId.manager(1));
        take(new Begun(replica()));
        take(new Activated(replica()));
        take(new ManagerGone(NodeId.manager(2), voters()));
        assertThat(members.home()).isNull();

        take(new ManagerBack(NodeId.manager(2)));
        assertThat(Preconditions.checkNotNull(members.home()).cause()).isEqualTo(Cause.HOME);
    }

    @Test
    void aMoveHomeThatFailsIsTriedOnce() {
        take(new ManagerGone(NodeId.manager(2), voters()));
        crash();
        take(new Begun(replica()));
        take(new Activated(replica()));
        take(new ManagerBack(NodeId.manager(2)));
        take(members.home());
        assertThat(host()).isEqualTo(NodeId.manager(2));

        failJoin();
        take(new Begun(replica()));
        take(new Activated(replica()));

        assertThat(host()).isEqualTo(NodeId.manager(1));
        assertThat(members.home()).isNull();
    }

    @Test
    void ifNobodyElseIsLeftTheOwnHostTriesAgain() {
        take(new ManagerGone(NodeId.manager(3), voters()));
        take(new ManagerGone(NodeId.manager(4), voters()));
        crash();
        failJoin();
        assertThat(host()).isEqualTo(NodeId.manager(1));

        failJoin();
        assertThat(host()).isEqualTo(NodeId.manager(2));
    }

    @Test
    void nobodyFollowsTheLastIncarnationThatADatagramCanNameP35() {
        crash();
        while (replica().incarnation() < NodeSettings.INCARNATION_MAX) {
            failJoin();
        }
        assertThat(decided(new Ballot.FailJoin(replica()))).isNull();

        take(new Begun(replica()));
        take(new Activated(replica()));
        take(new Exited(replica(), number));

        assertThat(decided(new Ballot.Replace(replica(), Cause.CRASHED))).isNull();
        assertThat(members.lagging(replica())).isNull();
    }

    @Test
    void theOperatorHearsOfALastIncarnation() {
        var next = new Assignment(NodeId.manager(SLOT), "one");
        var log = new ArrayList<Entry>();
        for (int i = 0; i < NodeSettings.INCARNATION_MAX; i++) {
            var its = new ReplicaId(SLOT, i);
            var change = new Replaced(its, Cause.CRASHED, next, ImmutableList.of());
            log.add(new Entry(i + 1, Stamp.ZERO, change));
        }
        var bench = new Bench(SequencerLimits.DEFAULT, log);

        assertThat(bench.all(new Event.Started<>()))
                .contains(
                        new Notice(
                                Subject.LAST_INCARNATION,
                                NodeId.replica(SLOT),
                                NodeSettings.INCARNATION_MAX));
    }

    private MemberSlot slot() {
        return members.membership().slot(SLOT);
    }

    private ReplicaId replica() {
        return slot().replica();
    }

    private NodeId host() {
        return slot().assignment().host();
    }

    private void crash() {
        take(new Exited(replica(), number));
        take(decided(new Ballot.Replace(replica(), Cause.CRASHED)));
    }

    private void failJoin() {
        take(decided(new Ballot.FailJoin(replica())));
    }

    private @Nullable MembershipChange decided(Ballot ballot) {
        return members.decided(
                voters().stream().map(voter -> new Ballot.Vote(voter, ballot, 0)).toList(), 0);
    }

    private ImmutableList<NodeId> voters() {
        return members.membership().electorate().asList();
    }

    private void take(@Nullable MembershipChange change) {
        number++;
        members.follow(new Entry(number, new Stamp(0, 0), Preconditions.checkNotNull(change)));
    }
}
