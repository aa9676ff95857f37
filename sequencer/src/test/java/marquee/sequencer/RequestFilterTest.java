package marquee.sequencer;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.RequestId;
import marquee.protocol.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Which repeated requests are recognised.
class RequestFilterTest {
    private static final Peer FRONT_END = new Peer(NodeId.frontEnd(1), 0, 100);
    private static final long ALWAYS = Long.MIN_VALUE;

    /// One request that was added, as the model remembers it.
    private record Added(Entry.Request request, long number, long millis) {}

    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 7, 16, 33, 64})
    void findsWhatAListOfTheNewestRequestsFinds(int max) {
        var random = new SplittableRandom(max);
        var filter = new RequestFilter(max);
        List<Added> newest = new ArrayList<>();
        for (long number = 1; number <= 20_000; number++) {
            var request = request(random, max);
            long since = random.nextInt(4) == 0 ? number - random.nextInt(2 * max) : ALWAYS;
            assertThat(find(filter, request, since))
                    .as("%s at %s since %s", request, number, since)
                    .isEqualTo(find(newest, request, since));
            if (random.nextBoolean()) {
                fingerprint(filter, request).add(number, number);
                newest.add(new Added(request, number, number));
                if (newest.size() > max) {
                    newest.removeFirst();
                }
            }
        }
    }

    @Test
    void knowsEachOfAsManyRequestsAsItMayAndNoneBeforeThem() {
        int max = SequencerLimits.DEFAULT.filterMax();
        var filter = new RequestFilter(max);
        for (int number = 1; number <= 2 * max; number++) {
            fingerprint(filter, request("" + number)).add(number, number);
        }

        for (int number = 1; number <= 2 * max; number++) {
            assertThat(find(filter, request("" + number), ALWAYS))
                    .isEqualTo(number <= max ? KnownRequests.UNKNOWN : number);
        }
    }

    @Test
    void tellsRequestsApartByClientKeyLifeAndOperation() {
        var filter = new RequestFilter(8);
        var request = new Entry.Request(RequestId.named("ab", "c"), Bytes.EMPTY, FRONT_END);
        fingerprint(filter, request).add(5, 1);

        assertThat(find(filter, "ab", "c", FRONT_END, Bytes.EMPTY)).isEqualTo(5);
        assertThat(find(filter, "a", "bc", FRONT_END, Bytes.EMPTY)).isZero();
        assertThat(find(filter, "ab", "d", FRONT_END, Bytes.EMPTY)).isZero();
        assertThat(find(filter, "ab", "c", FRONT_END, Bytes.wrap((byte) 0))).isZero();
        for (var other :
                List.of(
                        new Peer(NodeId.frontEnd(2), 0, 100),
                        new Peer(NodeId.frontEnd(1), 1, 100),
                        new Peer(NodeId.frontEnd(1), 0, 101))) {
            assertThat(find(filter, "ab", "c", other, Bytes.EMPTY)).isZero();
        }
    }

    @Test
    void takesTheLongestNamesThereAre() {
        var filter = new RequestFilter(1);
        var id = RequestId.named("c".repeat(RequestId.CLIENT_MAX), "k".repeat(RequestId.KEY_MAX));
        filter.fingerprint(id, Bytes.EMPTY, FRONT_END).add(1, 1);

        assertThat(find(filter, id.client(), id.key(), FRONT_END, Bytes.EMPTY)).isEqualTo(1);
    }

    private static Entry.Request request(SplittableRandom random, int keys) {
        return new Entry.Request(
                RequestId.named(
                        random.nextBoolean() ? "client" : "other", "" + random.nextInt(keys)),
                Bytes.wrap((byte) random.nextInt(2)),
                new Peer(NodeId.frontEnd(1 + random.nextInt(2)), 0, 100));
    }

    private static Entry.Request request(String key) {
        return new Entry.Request(RequestId.named("client", key), Bytes.EMPTY, FRONT_END);
    }

    /// The newest one with the same name decides.
    private static long find(List<Added> newest, Entry.Request asked, long since) {
        for (var added : newest.reversed()) {
            var request = added.request();
            if (request.id().equals(asked.id()) && request.replyTo().equals(asked.replyTo())) {
                boolean alike = request.operation().equals(asked.operation());
                return alike && added.millis() >= since ? added.number() : KnownRequests.UNKNOWN;
            }
        }
        return KnownRequests.UNKNOWN;
    }

    private static long find(RequestFilter filter, Entry.Request asked, long since) {
        return fingerprint(filter, asked).find(since);
    }

    private static KnownRequests.Recognised fingerprint(
            RequestFilter filter, Entry.Request request) {
        return filter.fingerprint(request.id(), request.operation(), request.replyTo());
    }

    private static long find(
            RequestFilter filter, String client, String key, Peer frontEnd, Bytes operation) {
        return find(
                filter,
                new Entry.Request(RequestId.named(client, key), operation, frontEnd),
                ALWAYS);
    }
}
