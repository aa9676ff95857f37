package marquee.sequencer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Stream;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.RequestId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;
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
    void stillKnowsWhatItKnewBeforeItHadToGrow() {
        var requests = new OwnRequests(65_536);
        for (int number = 1; number <= 1_000; number++) {
            add(requests, number, 10 + number);
        }

        for (int number = 1; number <= 1_000; number++) {
            assertThat(find(requests, number)).isEqualTo(10 + number);
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
    void tellsRequestsApartByNumberAndFrontEnd() {
        var requests = new OwnRequests(4);
        add(requests, 1, 7);

        assertThat(find(requests, 2)).isZero();
        assertThat(find(requests, 1L << 32 | 1)).isZero();
        assertThat(find(requests, "#2", frontEnd(2, 0))).isZero();
        assertThat(find(requests, 1)).isEqualTo(7);
    }

    @ParameterizedTest
    @MethodSource("otherLives")
    void forgetsWhatAnEarlierLifeAskedFor(String session, Peer life) {
        var requests = new OwnRequests(4);
        add(requests, 1, 7);

        assertThat(find(requests, session, life)).isZero();
        assertThat(find(requests, 1)).isZero();
    }

    static Stream<Arguments> otherLives() {
        return Stream.of(
                Arguments.of("#1.b", FRONT_END),
                Arguments.of("#1", new Peer(NodeId.frontEnd(1), 0, 101)),
                Arguments.of("#1", new Peer(NodeId.frontEnd(1), 1, 100)));
    }

    @Test
    void knowsTheRequestsOfAllFrontEndsHoweverOftenSomeOfThemStartAgain() {
        var requests = new OwnRequests(4);
        for (int index = 1; index <= OwnRequests.SESSIONS_MAX; index++) {
            recognise(requests, "#" + index, 1, frontEnd(index, 0)).add(index, 1);
        }
        for (int life = 1; life <= 20; life++) {
            recognise(requests, "#1." + life, 1, frontEnd(1, life)).add(50 + life, 1);
        }

        for (int index = 2; index <= OwnRequests.SESSIONS_MAX; index++) {
            assertThat(find(requests, "#" + index, frontEnd(index, 0))).isEqualTo(index);
        }
        assertThat(find(requests, "#1.20", frontEnd(1, 20))).isEqualTo(70);
    }

    @Test
    void forgetsTheFrontEndThatWasSilentLongestWhereThereAreTooMany() {
        var requests = new OwnRequests(4);
        for (int index = 1; index <= OwnRequests.SESSIONS_MAX; index++) {
            recognise(requests, "#" + index, 1, frontEnd(index, 0)).add(index, 1);
        }
        recognise(requests, "#1", 2, frontEnd(1, 0)).add(50, 1); // The second is silent longest.

        recognise(requests, "#99", 1, frontEnd(99, 0)).add(60, 1);

        assertThat(find(requests, "#1", frontEnd(1, 0))).isEqualTo(1);
        assertThat(find(requests, "#3", frontEnd(3, 0))).isEqualTo(3);
        assertThat(find(requests, "#99", frontEnd(99, 0))).isEqualTo(60);
        assertThat(find(requests, "#2", frontEnd(2, 0))).isZero();
    }

    private static Peer frontEnd(int index, int life) {
        return new Peer(NodeId.frontEnd(index), 0, life);
    }

    private static long find(OwnRequests requests, String session, Peer frontEnd) {
        return recognise(requests, session, 1, frontEnd).find(ALWAYS);
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
