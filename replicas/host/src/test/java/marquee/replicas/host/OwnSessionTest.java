package marquee.replicas.host;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.stream.Stream;
import marquee.protocol.Chance;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.RequestId;
import marquee.protocol.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class OwnSessionTest {
    private static final String CLIENT = "#frontend-1/a";

    private final OwnSession session = new OwnSession(CLIENT);

    @Test
    void findsEachKeyAmongManyAndNoOther() {
        for (int key = 1; key <= 1_000; key++) {
            session.add(reply("" + key));
        }

        for (int key = 1; key <= 1_000; key++) {
            assertThat(session.find("" + key)).extracting(reply -> reply.key).isEqualTo("" + key);
        }
        assertThat(session.find("1001")).isNull();
        assertThat(session.find("0")).isNull();
        assertThat(session.find("01")).isNull();
    }

    @Test
    void tellsKeysApartThatShareACell() {
        var replies = Stream.of("1:", "20", "0D").map(OwnSessionTest::reply).toList();
        for (var reply : replies) { // Ten times the first sign and the second are always the same.
            assertThat(session.find(reply.key)).isNull();
            session.add(reply);
        }

        session.remove(replies.get(1));

        assertThat(session.find("1:")).isSameAs(replies.get(0));
        assertThat(session.find("20")).isNull();
        assertThat(session.find("0D")).isSameAs(replies.get(2));
    }

    @Test
    void hasNoOldestReplyWhereThereIsNone() {
        assertThatThrownBy(session::oldest).isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3, 4, 5, 6, 7, 8})
    void keepsTheOrderInWhichRepliesWereLastNamedWhateverHappens(long seed) {
        var chance = new Chance(seed);
        var expected = new LinkedHashMap<String, KeptReply>();
        for (int i = 0; i < 5_000; i++) {
            var key = "" + chance.below(400);
            var before = expected.remove(key);
            assertThat(session.find(key)).isSameAs(before);
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

    private static KeptReply reply(String key) {
        return new KeptReply(new RequestId(CLIENT, key), 1, new Digest(0, 0), Bytes.EMPTY);
    }
}
