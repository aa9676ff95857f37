package marquee.replicas.host.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.stream.LongStream;
import marquee.protocol.Chance;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.RequestId;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnSessionTest {
    private static final String CLIENT = "#frontend-1/a";

    private final OwnSession session = new OwnSession(CLIENT);

    @Test
    void findsEachKeyAmongManyAndNoOther() {
        for (int key = 1; key <= 1_000; key++) {
            session.add(reply(key));
        }

        for (int key = 1; key <= 1_000; key++) {
            assertThat(find(key)).extracting(reply -> reply.number).isEqualTo((long) key);
        }
        assertThat(find(1_001)).isNull();
        assertThat(find(1L << 40)).isNull();
    }

    @Test
    void tellsKeysApartThatShareACell() {
        long far = 1L << 20;
        var replies = LongStream.of(1, far + 1, 2 * far + 1).mapToObj(this::reply).toList();
        for (var reply : replies) {
            assertThat(find(reply.number)).isNull();
            session.add(reply);
        }

        session.remove(replies.get(1));

        assertThat(find(1)).isSameAs(replies.get(0));
        assertThat(find(far + 1)).isNull();
        assertThat(find(2 * far + 1)).isSameAs(replies.get(2));
    }

    @Test
    void hasNoOldestReplyWhereThereIsNone() {
        assertThatThrownBy(session::oldest).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void keepsTheOrderInWhichRepliesWereLastNamedWhateverHappens(long seed) {
        var chance = new Chance(seed);
        var expected = new LinkedHashMap<Long, KeptReply>();
        for (int i = 0; i < 5_000; i++) {
            long key = 1L + chance.below(400);
            var before = expected.remove(key);
            assertThat(find(key)).isSameAs(before);
            if (before != null) {
                session.remove(before);
            }
            if (chance.below(3) > 0) {
                var reply = reply(key);
                expected.put(key, reply);
                session.add(reply);
            }
            assertThat(session.size()).isEqualTo(expected.size());
            if (!expected.isEmpty()) {
                assertThat(session.oldest()).isSameAs(expected.firstEntry().getValue());
            }
        }
        while (!expected.isEmpty()) {
            assertThat(session.oldest()).isSameAs(expected.pollFirstEntry().getValue());
            session.remove(session.oldest());
        }
        assertThat(session.size()).isZero();
    }

    private @Nullable KeptReply find(long number) {
        return session.find(RequestId.own(CLIENT, number));
    }

    private KeptReply reply(long number) {
        return new KeptReply(RequestId.own(CLIENT, number), 1, new Digest(0, 0), Bytes.EMPTY);
    }
}
