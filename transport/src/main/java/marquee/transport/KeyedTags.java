package marquee.transport;

import com.google.common.collect.Streams;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import marquee.protocol.NodeId;
import org.jspecify.annotations.Nullable;

/// Tags that only the two ends of a link can make: the first sixteen bytes of HMAC-SHA-256 (RFC
/// 2104) over the SHA-256 of the body and the header behind the tag, under the key of the two lives
/// that the header names (rule P44).
///
/// The JDK's `Mac` would leave an array a tag, and wants one instance a key; two blocks a link and
/// one digest for all of them do the same, and a test compares the two.
final class KeyedTags implements DatagramTags {
    private static final String ALGORITHM = "SHA-256";
    private static final int BLOCK_SIZE = 64;
    private static final byte INNER = 0x36;
    private static final byte OUTER = 0x5c;

    private final LinkKeys keys;
    private final Pads[] pads;
    private final MessageDigest digest;
    private final byte[] bodyHash = new byte[HASH_SIZE];
    private final byte[] tag = new byte[HASH_SIZE];

    /// The key of one life of a peer, as HMAC wants it.
    private static final class Pads {
        final byte[] inner = new byte[BLOCK_SIZE];
        final byte[] outer = new byte[BLOCK_SIZE];
        final NodeId peer;
        int incarnation;
        boolean known;

        Pads(NodeId peer) {
            this.peer = peer;
        }

        void take(LinkKey key, int life) {
            fill(inner, key, INNER);
            fill(outer, key, OUTER);
            incarnation = life;
            known = true;
        }

        private static void fill(byte[] block, LinkKey key, byte pad) {
            Arrays.fill(block, pad);
            for (int i = 0; i < LinkKey.SIZE; i++) {
                block[i] ^= key.bytes()[i];
            }
        }
    }

    /// @param peers of the links, in their order
    KeyedTags(LinkKeys keys, Iterable<NodeId> peers) {
        this.keys = keys;
        this.pads = Streams.stream(peers).map(Pads::new).toArray(Pads[]::new);
        try {
            this.digest = MessageDigest.getInstance(ALGORITHM);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException("every JDK has " + ALGORITHM, e);
        }
    }

    @Override
    public boolean areKeyed() {
        return true;
    }

    @Override
    public void hashBody(byte[] datagram, int length, byte[] hash) {
        digest.update(datagram, Header.SIZE, length - Header.SIZE);
        finish(hash);
    }

    @Override
    public boolean write(byte[] datagram, byte[] hash, int link, int incarnation) {
        var known = pads(link, incarnation);
        if (known == null) {
            return false;
        }
        makeTag(datagram, hash, known);
        System.arraycopy(tag, 0, datagram, 0, Header.TAG_SIZE);
        return true;
    }

    @Override
    public @Nullable NodeCount fault(byte[] datagram, int length, int link) {
        if (!Header.isKeyed(datagram)) {
            return NodeCount.OTHER_TAGS;
        }
        var known = link < 0 ? null : pads(link, Header.senderIncarnation(datagram));
        if (known == null) {
            return NodeCount.NO_KEY;
        }
        hashBody(datagram, length, bodyHash);
        makeTag(datagram, bodyHash, known);
        int difference = 0;
        for (int i = 0; i < Header.TAG_SIZE; i++) {
            difference |= tag[i] ^ datagram[i]; // All of them: the time it takes tells nothing.
        }
        return difference == 0 ? null : NodeCount.BAD_TAG;
    }

    private @Nullable Pads pads(int link, int incarnation) {
        var known = pads[link];
        if (known.known && known.incarnation == incarnation) {
            return known;
        }
        var key = keys.with(known.peer, incarnation);
        if (key == null) {
            return null;
        }
        known.take(key, incarnation);
        return known;
    }

    private void makeTag(byte[] datagram, byte[] hash, Pads known) {
        digest.update(known.inner);
        digest.update(hash);
        digest.update(datagram, Header.TAG_SIZE, Header.SIZE - Header.TAG_SIZE);
        finish(tag);
        digest.update(known.outer);
        digest.update(tag);
        finish(tag);
    }

    private void finish(byte[] target) {
        try {
            digest.digest(target, 0, target.length);
        } catch (DigestException e) {
            throw new IllegalStateException("the array is as long as the digest", e);
        }
    }
}
