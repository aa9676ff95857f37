package marquee.frontend.process.access;

import com.google.common.base.Preconditions;
import com.google.common.primitives.Ints;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.SecureRandom;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// One key, and the one thing that is done with it: HMAC-SHA-256. Immutable, thread-safe.
final class TokenKey {
    /// The bytes of a key.
    static final int SIZE = 32;

    /// The bytes of a tag.
    static final int TAG_SIZE = 32;

    private static final String ALGORITHM = "HmacSHA256";

    /// What tells a tag of this form from whatever else a key may be used for, now or later.
    private static final byte[] DOMAIN = ascii("marquee token 1\n");

    private static final byte[] NUMBER_DOMAIN = ascii("marquee token key number\n");

    private final byte[] bytes;
    private final int number;

    TokenKey(byte[] bytes) {
        Preconditions.checkArgument(bytes.length == SIZE, "%s bytes", bytes.length);
        this.bytes = bytes.clone();
        this.number = Ints.fromByteArray(tag(NUMBER_DOMAIN, new byte[0]));
    }

    /// A key by chance.
    static TokenKey random() {
        var bytes = new byte[SIZE];
        new SecureRandom().nextBytes(bytes);
        return new TokenKey(bytes);
    }

    /// The key itself, for its file.
    byte[] bytes() {
        return bytes.clone();
    }

    /// What a token calls its key by; it tells nothing of the key.
    int number() {
        return number;
    }

    /// The tag of `words`.
    byte[] tag(byte[] words) {
        return tag(DOMAIN, words);
    }

    /// Whether `tag` is that of `words`; it takes the same time wherever they differ.
    boolean proves(byte[] words, byte[] tag) {
        return MessageDigest.isEqual(tag(words), tag);
    }

    private byte[] tag(byte[] domain, byte[] words) {
        try {
            var mac = Mac.getInstance(ALGORITHM);
            mac.init(new SecretKeySpec(bytes, ALGORITHM));
            mac.update(domain);
            return mac.doFinal(words);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java platform has " + ALGORITHM, e);
        }
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }
}
