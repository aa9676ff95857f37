package marquee.manager;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ManagerWatchTest {
    private static final NodeId OTHER = NodeId.manager(2);
    private static final Peer FIRST_LIFE = new Peer(OTHER, 0, 1);
    private static final Peer SECOND_LIFE = new Peer(OTHER, 0, 2);
    private static final long PATIENCE = ManagerWatch.PATIENCE_NANOS;

    private final ManagerWatch watch = new ManagerWatch();
    private long now;

    @BeforeEach
    void meet() {
        watch.begin(now, ImmutableList.of(OTHER));
        watch.hear(now, FIRST_LIFE);
    }

    private void dismissAndReturn(Peer life) {
        now += 10 * PATIENCE;
        watch.gone(OTHER);
        watch.hear(now, life);
        watch.back(now, OTHER);
    }

    private void patienceIs(long nanos) {
        patienceIs(nanos, OTHER);
    }

    private void patienceIs(long nanos, NodeId with) {
        assertThat(watch.isGone(now + nanos, with)).isFalse();
        assertThat(watch.isGone(now + nanos + 1, with)).isTrue();
    }

    @Test
    void aManagerThatIsNotHeardIsGone() {
        patienceIs(PATIENCE);
    }

    @Test
    void nobodyIsMetBeforeItIsHeard() {
        assertThat(watch.hasMet(OTHER)).isTrue();
        assertThat(watch.hasMet(NodeId.manager(3))).isFalse();
    }

    @Test
    void eachTimeThatOneGoesOnAfterItsDismissalItIsGivenTwiceAsLong() {
        dismissAndReturn(FIRST_LIFE);
        patienceIs(2 * PATIENCE);
        dismissAndReturn(FIRST_LIFE);
        patienceIs(4 * PATIENCE);
        for (int i = 0; i < 9; i++) {
            dismissAndReturn(FIRST_LIFE);
        }

        patienceIs(8 * PATIENCE);
    }

    @Test
    void oneThatHadEndedAndWasStartedAgainIsGivenNoLonger() {
        dismissAndReturn(SECOND_LIFE);

        patienceIs(PATIENCE);
    }

    @Test
    void aMistakeIsForgivenAfterAMinuteWithoutAnother() {
        dismissAndReturn(FIRST_LIFE);
        dismissAndReturn(FIRST_LIFE);

        now += ManagerWatch.FORGIVEN_NANOS;
        watch.hear(now, FIRST_LIFE);
        patienceIs(2 * PATIENCE);
        now += ManagerWatch.FORGIVEN_NANOS;
        watch.hear(now, FIRST_LIFE);
        patienceIs(PATIENCE);
    }

    @Test
    void oneThatWasNeverHeardAndReturnsWasDismissedRightly() {
        var third = NodeId.manager(3);
        watch.begin(now, ImmutableList.of(third));
        watch.gone(third);
        watch.hear(now, new Peer(third, 0, 1));
        watch.back(now, third);

        assertThat(watch.isGone(now + PATIENCE + 1, third)).isTrue();
    }

    @Test
    void oneThatReturnsAgainAndAgainWithoutBeingHeardIsGivenTwiceAsLongEachTime() {
        var third = NodeId.manager(3);
        watch.begin(now, ImmutableList.of(third));
        dismissAndReturnUnheard(third);
        patienceIs(PATIENCE, third);
        dismissAndReturnUnheard(third);
        patienceIs(2 * PATIENCE, third);
        dismissAndReturnUnheard(third);

        patienceIs(4 * PATIENCE, third);
    }

    private void dismissAndReturnUnheard(NodeId manager) {
        now += 10 * PATIENCE;
        watch.gone(manager);
        watch.back(now, manager);
    }
}
