package marquee.sequencer;

import static org.assertj.core.api.Assertions.assertThat;

import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.RequestId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which repeated requests of front ends' own sessions are recognised.
class OwnRequestsTest {
    private static final Peer FRONT_END = new Peer(NodeId.frontEnd(1), 0, 100);
    private static final long ALWAYS = Long.MIN_VALUE;

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 16, 128, 65_536})
    void knowsEachOfAsManyRequestsAsItMayAndNoneBeforeThem(int max) {
        var requests = new OwnRequests(max);
        for (int number = 1; number <= 3 * max; number++) {
            assertThat(find(requests, number)).as("%s", number).isZero();
            add(requests, number, 10 + number);
        }

        for (int number = 1; number <= 3 * max; number++) {
            assertThat(find(requests, number)).isEqualTo(number <= 2 * max ? 0 : 10 + number);
        }
    }

    @Test
    void givesAnOldRequestThePlaceItWasGivenLast() {
        var requests = new OwnRequests(4);
        add(requests, 1, 7);

        add(requests, 1, 9);

        assertThat(find(requests, 1)).isEqualTo(9);
    }

    @Test
    void doesNotKnowWhatWasOrderedBeforeTheTimeAskedFor() {
        var requests = new OwnRequests(4);
        recognise(requests, "#1", 1, FRONT_END).add(7, 1_000);

        assertThat(recognise(requests, "#1", 1, FRONT_END).find(1_000)).isEqualTo(7);
        assertThat(recognise(requests, "#1", 1, FRONT_END).find(1_001)).isZero();
    }

    @Test
    void tellsRequestsApartByNumberSessionAndLife() {
        var requests = new OwnRequests(4);
        add(requests, 1, 7);

        var later = new Peer(NodeId.frontEnd(1), 0, 101);
        assertThat(find(requests, 1)).isEqualTo(7);
        assertThat(find(requests, 2)).isZero();
        assertThat(find(requests, 1L << 32 | 1)).isZero();
        assertThat(recognise(requests, "#2", 1, FRONT_END).find(ALWAYS)).isZero();
        assertThat(recognise(requests, "#1", 1, later).find(ALWAYS)).isZero();
    }

    @Test
    void forgetsTheSessionThatWasSilentLongestWhereThereAreTooMany() {
        var requests = new OwnRequests(4);
        for (int session = 1; session <= OwnRequests.SESSIONS_MAX; session++) {
            recognise(requests, "#" + session, 1, FRONT_END).add(session, 1);
        }
        recognise(requests, "#1", 2, FRONT_END).add(50, 1); // So that the second is silent longest.

        recognise(requests, "#another", 1, FRONT_END).add(60, 1);

        assertThat(recognise(requests, "#1", 1, FRONT_END).find(ALWAYS)).isEqualTo(1);
        assertThat(recognise(requests, "#3", 1, FRONT_END).find(ALWAYS)).isEqualTo(3);
        assertThat(recognise(requests, "#another", 1, FRONT_END).find(ALWAYS)).isEqualTo(60);
        assertThat(recognise(requests, "#2", 1, FRONT_END).find(ALWAYS)).isZero();
    }

    private static void add(OwnRequests requests, long number, long ordered) {
        recognise(requests, "#1", number, FRONT_END).add(ordered, 1);
    }

    private static long find(OwnRequests requests, long number) {
        return recognise(requests, "#1", number, FRONT_END).find(ALWAYS);
    }

    private static KnownRequests.Recognised recognise(
            OwnRequests requests, String session, long number, Peer frontEnd) {
        return requests.recognise(RequestId.own(session, number), frontEnd);
    }
}
