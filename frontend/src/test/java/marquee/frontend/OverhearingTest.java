package marquee.frontend;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import marquee.frontend.FrontEndStatus.Count;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Ballot;
import marquee.protocol.replication.Cause;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.MembershipChange;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.replication.ReplicationMessage.ToManager;
import marquee.protocol.replication.Stamp;
import org.junit.jupiter.api.Test;

/// What a front end hands on to people who watch it.
class OverhearingTest {
    private static final Peer RM1 = new Peer(NodeId.manager(1), 0, 5);
    private static final Peer RM2 = new Peer(NodeId.manager(2), 0, 5);
    private static final ReplicaId R3 = new ReplicaId(3, 0);
    private static final ToFrontEnd.Voted VOTE_OF_RM1 =
            new ToFrontEnd.Voted(
                    new Ballot.Vote(RM1.id(), new Ballot.Replace(R3, Cause.CRASHED), 5));

    private final Group4 group = Group4.ready();

    @Test
    void managersThatAreThereAreAskedWhenSomebodyWatches() {
        group.on(0, new Event.Connected<>(RM1));
        group.on(0, new Event.Connected<>(RM2));
        group.on(0, new Event.Disconnected<>(RM1));

        assertThat(group.submit(1, new FrontEndEvent.Watched()))
                .containsExactly(
                        new Effect.Multicast(ImmutableList.of(RM2.id()), new ToManager.Watch()));
    }

    @Test
    void nobodyIsAskedWhereNoManagerIs() {
        assertThat(group.submit(1, new FrontEndEvent.Watched())).isEmpty();
    }

    @Test
    void whatAManagerFindsIsHandedOn() {
        var probe = new ToFrontEnd.Probed(R3, 2, false);

        assertThat(group.on(1, new Event.Received<>(RM1, VOTE_OF_RM1)))
                .containsExactly(new FrontEndEffect.Overheard(RM1.id(), VOTE_OF_RM1));
        assertThat(group.on(1, new Event.Received<>(RM2, probe)))
                .containsExactly(new FrontEndEffect.Overheard(RM2.id(), probe));
    }

    @Test
    void nobodySpeaksForAManager() {
        assertThat(group.on(1, new Event.Received<>(RM2, VOTE_OF_RM1))).isEmpty();
        assertThat(group.on(1, new Event.Received<>(Group4.replica(1), VOTE_OF_RM1))).isEmpty();
        assertThat(group.sequencer(1, VOTE_OF_RM1)).isEmpty();
        assertThat(group.count(Count.UNFIT_MESSAGES)).isEqualTo(3);
    }

    @Test
    void whatTheOrderSaysOfTheGroupIsHandedOnWithTheGroupBefore() {
        var change = new MembershipChange.Exited(R3, 7);
        var entry = new Entry(1, new Stamp(Group4.STAMP, 19_492), change);
        var effects = group.sequencer(0, new ToFrontEnd.Changed(entry));

        assertThat(effects)
                .filteredOn(FrontEndEffect.GroupChanged.class::isInstance)
                .singleElement()
                .extracting(effect -> ((FrontEndEffect.GroupChanged) effect).before().slot(3))
                .matches(slot -> slot.isSound());
    }
}
