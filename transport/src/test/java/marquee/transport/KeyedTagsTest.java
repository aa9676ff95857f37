package marquee.transport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Arrays;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import marquee.protocol.Chance;
import marquee.protocol.NodeId;
import org.junit.jupiter.api.Test;

/// Keyed tags and the keys that they are made with. Rule P44.
class KeyedTagsTest {
    private static final NodeId F1 = NodeId.frontEnd(1);
    private static final NodeId R1 = NodeId.replica(1);
    private static final NodeId R2 = NodeId.replica(2);
    private static final int TAG_SIZE = 16;
    private static final int SENDER_INCARNATION_AT = 29;

    private final ClusterSecret secret = new ClusterSecret(filled(ClusterSecret.SIZE, 1));

    private static byte[] filled(int size, long seed) {
        var chance = new Chance(seed);
        var bytes = new byte[size];
        for (int i = 0; i < size; i++) {
            bytes[i] = (byte) chance.next();
        }
        return bytes;
    }

    private static KeyedTags tags(LinkKeys keys, NodeId... peers) {
        return new KeyedTags(keys, ImmutableList.copyOf(peers));
    }

    /// A datagram of `bytes` from the incarnation 0 of whoever has `sender`, for incarnation 0.
    private static byte[] tagged(KeyedTags sender, int bytes) {
        var datagram = filled(bytes, bytes);
        var header = new Header();
        header.keyed = true;
        header.write(datagram);
        var hash = new byte[DatagramTags.HASH_SIZE];
        sender.hashBody(datagram, datagram.length, hash);
        assertThat(sender.write(datagram, hash, 0, 0)).isTrue();
        return datagram;
    }

    @Test
    void aTagIsTheFirstHalfOfTheJdksHmacOverBodyHashAndHeader() throws GeneralSecurityException {
        for (int length : new int[] {Header.SIZE, Header.SIZE + 1, 500, 1_432}) {
            var key = secret.key(F1, 0, R1, 0);
            var datagram = tagged(tags(secret.keysOf(F1, 0), R1), length);
            var mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(key.bytes(), "HmacSHA256"));
            var body = MessageDigest.getInstance("SHA-256");
            body.update(datagram, Header.SIZE, length - Header.SIZE);
            mac.update(body.digest());
            mac.update(datagram, TAG_SIZE, Header.SIZE - TAG_SIZE);

            assertThat(Arrays.copyOf(datagram, TAG_SIZE))
                    .isEqualTo(Arrays.copyOf(mac.doFinal(), TAG_SIZE));
        }
    }

    @Test
    void bothEndsOfALinkHaveItsKeyAndEveryOtherLinkHasAnother() {
        var key = secret.key(F1, 0, R1, 3);

        assertThat(secret.key(R1, 3, F1, 0)).isEqualTo(key);
        assertThat(secret.keysOf(R1, 3).with(F1, 0)).isEqualTo(key);
        assertThat(
                        ImmutableList.of(
                                secret.key(F1, 0, R1, 4),
                                secret.key(F1, 0, R2, 3),
                                secret.key(F1, 3, R1, 0),
                                secret.key(R2, 0, R1, 3),
                                new ClusterSecret(filled(ClusterSecret.SIZE, 2)).key(F1, 0, R1, 3)))
                .doesNotContain(key)
                .doesNotHaveDuplicates();
    }

    @Test
    void whatIsNoIncarnationHasNoKeyAndNotThatOfTheNextSlot() {
        int beyond = NodeSettings.INCARNATION_MAX + 1;

        assertThatThrownBy(() -> secret.key(F1, 0, R1, beyond))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> secret.key(F1, 0, R1, -1))
                .isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void anyBitTurnedOverMakesTheTagWrong() {
        var receiver = tags(secret.keysOf(R1, 0), F1);
        var datagram = tagged(tags(secret.keysOf(F1, 0), R1), 100);

        assertThat(receiver.fault(datagram, datagram.length, 0)).isNull();
        for (int bit = 0; bit < datagram.length * Byte.SIZE; bit++) {
            datagram[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThat(receiver.fault(datagram, datagram.length, 0))
                    .as("bit %s", bit)
                    .isNotNull()
                    .isNotEqualTo(NodeCount.OTHER_TAGS);
            datagram[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
        }
        assertThat(receiver.fault(datagram, datagram.length - 1, 0)).isEqualTo(NodeCount.BAD_TAG);
    }

    @Test
    void onlyASoundDatagramWithoutAKeyIsOfANodeThatHasNone() {
        var receiver = tags(secret.keysOf(R1, 0), F1);
        var datagram = filled(100, 4);
        new Header().write(datagram);
        assertThat(receiver.fault(datagram, 100, 0)).isEqualTo(NodeCount.BAD_TAG);

        var unkeyed = new SumTags();
        var hash = new byte[DatagramTags.HASH_SIZE];
        unkeyed.hashBody(datagram, 100, hash);
        assertThat(unkeyed.write(datagram, hash, 0, 0)).isTrue();
        assertThat(receiver.fault(datagram, 100, 0)).isEqualTo(NodeCount.OTHER_TAGS);
    }

    @Test
    void whatIsNotForThisLinkHasTheWrongTag() {
        var datagram = tagged(tags(secret.keysOf(F1, 0), R1), 100);

        assertThat(tags(secret.keysOf(R2, 0), F1).fault(datagram, 100, 0))
                .isEqualTo(NodeCount.BAD_TAG);
        assertThat(tags(secret.keysOf(R1, 1), F1).fault(datagram, 100, 0))
                .isEqualTo(NodeCount.BAD_TAG);
    }

    @Test
    void aLifeWithoutAKeyIsNeitherHeardNorSpokenTo() {
        LinkKeys few = (peer, life) -> life == 0 ? secret.keysOf(R1, 0).with(peer, life) : null;
        var receiver = tags(few, F1);
        var datagram = tagged(tags(secret.keysOf(F1, 0), R1), 100);
        datagram[SENDER_INCARNATION_AT] = 1;

        assertThat(receiver.fault(datagram, 100, 0)).isEqualTo(NodeCount.NO_KEY);
        assertThat(receiver.fault(datagram, 100, -1)).isEqualTo(NodeCount.NO_KEY);
        assertThat(receiver.write(datagram, new byte[DatagramTags.HASH_SIZE], 0, 1)).isFalse();
    }

    @Test
    void whateverLivesForgersNameTheKeyOfTheTrueOneIsMadeOnce() { // P47
        var made = new ArrayList<Integer>();
        LinkKeys counting =
                (peer, life) -> {
                    made.add(life);
                    return secret.keysOf(R1, 0).with(peer, life);
                };
        var receiver = tags(counting, F1);
        var datagram = tagged(tags(secret.keysOf(F1, 0), R1), 100);
        for (int i = 0; i < 10; i++) {
            assertThat(receiver.fault(datagram, 100, 0)).isNull();
            datagram[SENDER_INCARNATION_AT] = 1;
            assertThat(receiver.fault(datagram, 100, 0)).isEqualTo(NodeCount.BAD_TAG);
            datagram[SENDER_INCARNATION_AT] = 0;
        }

        assertThat(made).containsExactly(0, 1);
    }

    @Test
    void aKeyShowsItselfOnlyWhereItIsAskedTo() {
        var key = LinkKey.of(filled(LinkKey.SIZE, 3));

        assertThat(LinkKey.parse(key.toHex())).isEqualTo(key);
        assertThat("" + key + secret).doesNotContain(key.toHex().substring(0, 8));
        assertThat(LinkKey.parse(key.toHex().substring(1))).isNull();
        assertThat(LinkKey.parse(key.toHex().replace(key.toHex().charAt(0), 'x'))).isNull();
    }

    @Test
    void taggingAndCheckingAllocateNothing() {
        var sender = tags(secret.keysOf(F1, 0), R1);
        var receiver = tags(secret.keysOf(R1, 0), F1);
        var hash = new byte[DatagramTags.HASH_SIZE];
        var datagram = tagged(sender, 1_432);
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        receiver.fault(datagram, datagram.length, 0);
        long before = threads.getCurrentThreadAllocatedBytes();
        for (int i = 0; i < 1_000; i++) {
            sender.hashBody(datagram, datagram.length, hash);
            sender.write(datagram, hash, 0, 0);
            receiver.fault(datagram, datagram.length, 0);
        }

        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(1_000);
    }
}
