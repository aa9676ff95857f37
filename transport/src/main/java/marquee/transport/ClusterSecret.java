package marquee.transport;

import com.google.common.base.Preconditions;
import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import javax.crypto.KDF;
import javax.crypto.spec.HKDFParameterSpec;
import marquee.protocol.NodeId;
import org.jspecify.annotations.Nullable;

/// The secret that all keys of a cluster are made from: the key of a link is HKDF-SHA-256 (RFC
/// 5869) of it, for the ordered pair of the two (node, incarnation). Whoever holds the secret can
/// speak for everybody, so sequencer, front ends and managers hold it, and replicas never do (rule
/// P44).
public final class ClusterSecret {
    /// The bytes of a secret.
    public static final int SIZE = 32;

    private static final String ALGORITHM = "HKDF-SHA256";
    private static final int SHORT_BITS = 16;

    private final byte[] bytes;

    /// @param bytes the secret, of [#SIZE] bytes
    public ClusterSecret(byte[] bytes) {
        Preconditions.checkArgument(bytes.length == SIZE, "%s bytes", bytes.length);
        this.bytes = bytes.clone();
    }

    /// The keys that `self`, a node that is never replaced, makes of `secret`; of no secret, none.
    public static LinkKeys keys(byte @Nullable [] secret, NodeId self) {
        return secret == null ? LinkKeys.NONE : new ClusterSecret(secret).keysOf(self, 0);
    }

    /// The keys of the life `incarnation` of `self`, made when they are asked for.
    public LinkKeys keysOf(NodeId self, int incarnation) {
        return (peer, other) -> key(self, incarnation, peer, other);
    }

    /// The key of the link between the life `incarnation` of `node` and the life `life` of `peer`;
    /// the same whichever of them comes first.
    public LinkKey key(NodeId node, int incarnation, NodeId peer, int life) {
        int one = life(node, incarnation);
        int other = life(peer, life);
        var info = ByteBuffer.allocate(2 * Integer.BYTES);
        info.putInt(Math.min(one, other)).putInt(Math.max(one, other));
        var material = HKDFParameterSpec.ofExtract().addIKM(bytes);
        try {
            return LinkKey.of(
                    KDF.getInstance(ALGORITHM)
                            .deriveData(material.thenExpand(info.array(), LinkKey.SIZE)));
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("every JDK 25 has " + ALGORITHM, e);
        }
    }

    /// A life's name in 32 bits. The highest is never set, so lives compare like the numbers.
    private static int life(NodeId node, int incarnation) {
        Preconditions.checkArgument(
                incarnation >= 0 && incarnation <= NodeSettings.INCARNATION_MAX,
                "incarnation %s",
                incarnation);
        return node.wire() << SHORT_BITS | incarnation;
    }

    /// Says what it is and not how it reads.
    @Override
    public String toString() {
        return "a cluster secret";
    }
}
