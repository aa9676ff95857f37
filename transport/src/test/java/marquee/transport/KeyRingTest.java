package marquee.transport;

import static org.assertj.core.api.Assertions.assertThat;

import marquee.protocol.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeyRingTest {
    private static final NodeId SELF = NodeId.replica(1);
    private static final NodeId PEER = NodeId.replica(2);

    private final ClusterSecret secret = new ClusterSecret(new byte[ClusterSecret.SIZE]);
    private final KeyRing ring = new KeyRing();

    private PeerKey key(NodeId peer, int life) {
        return new PeerKey(peer, life, secret.key(SELF, 0, peer, life));
    }

    @Test
    void whatWasHandedOverIsThereAndNothingElse() {
        ring.add(key(PEER, 3));

        assertThat(ring.with(PEER, 3)).isEqualTo(secret.key(SELF, 0, PEER, 3));
        assertThat(ring.with(PEER, 4)).isNull();
        assertThat(ring.with(NodeId.replica(3), 3)).isNull();
    }

    @Test
    void keysOfLivesOfLongAgoAreForgotten() {
        ring.add(key(NodeId.SEQUENCER, 0));
        for (int life = 0; life < 1_000; life++) {
            ring.add(key(PEER, life));
            ring.add(key(PEER, life));
        }

        assertThat(ring.size()).isEqualTo(1 + KeyRing.LIVES_MAX);
        assertThat(ring.with(PEER, 998)).isNotNull();
        assertThat(ring.with(PEER, 999)).isNotNull();
    }

    @Test
    void aKeyIsTheSameAfterItWasHandedOver() {
        var key = key(NodeId.frontEnd(2), 0);

        assertThat(PeerKey.parse(key.line())).isEqualTo(key);
        assertThat(key.toString()).doesNotContain(key.key().toHex());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "start",
                "key",
                "key R2 1",
                "key R2 1 00",
                "key R2 -1 K",
                "key R2 65536 K",
                "key R2 x K",
                "key R0 1 K",
                "kez R2 1 K",
                "key R2 1 K "
            })
    void anythingElseIsNoKey(String line) {
        assertThat(PeerKey.parse(line.replace("K", "0".repeat(64)))).isNull();
    }
}
