package marquee.transport;

import com.google.common.collect.Iterables;
import java.security.DigestException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.stream.Stream;
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
    private final NodeId[] peers;

    /// The key of each link's life: one that was sent to, or whose tag was right.
    private final Pads[] known;

    /// That of the life which a datagram named last, true or not; so naming one costs no other's.
    private Pads claimed = new Pads();

    /// What it finds right was sent by a node without keys.
    private final SumTags unkeyed = new SumTags();

    private final MessageDigest digest;
    private final byte[] bodyHash = new byte[HASH_SIZE];
    private final byte[] tag = new byte[HASH_SIZE];

    /// The key of one life of a peer, as HMAC wants it.
    private static final class Pads {
        private static final int NOBODY = -1;

        final byte[] inner = new byte[BLOCK_SIZE];
        final byte[] outer = new byte[BLOCK_SIZE];
        int link = NOBODY;
        int incarnation;

        boolean isOf(int its, int life) {
            return link == its && incarnation == life;
        }

        void take(LinkKey key, int its, int life) {
            fill(inner, key, INNER);
            fill(outer, key, OUTER);
            link = its;
            incarnation = life;
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
        this.peers = Iterables.toArray(peers, NodeId.class);
        this.known = Stream.generate(Pads::new).limit(this.peers.length).toArray(Pads[]::new);
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
        var pads = known[link];
        if (!pads.isOf(link, incarnation) && !make(pads, link, incarnation)) {
            return false;
        }
        makeTag(datagram, hash, pads);
        System.arraycopy(tag, 0, datagram, 0, Header.TAG_SIZE);
        return true;
    }

    @Override
    public @Nullable NodeCount fault(byte[] datagram, int length, int link) {
        if (!Header.isKeyed(datagram)) { // A damaged one, or anybody's, may only say so.
            boolean right = unkeyed.fault(datagram, length, link) == null;
            return right ? NodeCount.OTHER_TAGS : NodeCount.BAD_TAG;
        }
        var pads = link < 0 ? null : named(link, Header.senderIncarnation(datagram));
        if (pads == null) {
            return NodeCount.NO_KEY;
        }
        hashBody(datagram, length, bodyHash);
        makeTag(datagram, bodyHash, pads);
        int difference = 0;
        for (int i = 0; i < Header.TAG_SIZE; i++) {
            difference |= tag[i] ^ datagram[i]; // All of them: the time it takes tells nothing.
        }
        if (difference != 0) {
            return NodeCount.BAD_TAG;
        }
        if (pads.equals(claimed)) {
            claimed = known[link];
            known[link] = pads;
        }
        return null;
    }

    private @Nullable Pads named(int link, int incarnation) {
        if (known[link].isOf(link, incarnation)) {
            return known[link];
        }
        return claimed.isOf(link, incarnation) || make(claimed, link, incarnation) ? claimed : null;
    }

    private boolean make(Pads pads, int link, int incarnation) {
        var key = keys.with(peers[link], incarnation);
        if (key == null) {
            return false;
        }
        pads.take(key, link, incarnation);
        return true;
    }

    private void makeTag(byte[] datagram, byte[] hash, Pads pads) {
        digest.update(pads.inner);
        digest.update(hash);
        digest.update(datagram, Header.TAG_SIZE, Header.SIZE - Header.TAG_SIZE);
        finish(tag);
        digest.update(pads.outer);
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
