package marquee.transport;

import com.google.common.base.Preconditions;
import com.google.common.io.BaseEncoding;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/// What two lives of two nodes know and nobody else does: the key of the tags between them (rule
/// P44). It is equal to another of the same bytes, and never shows them but by [#toHex].
public final class LinkKey {
    /// The bytes of a key.
    public static final int SIZE = 32;

    private static final BaseEncoding HEX = BaseEncoding.base16().lowerCase();

    private final byte[] bytes;

    private LinkKey(byte[] bytes) {
        this.bytes = bytes;
    }

    /// The key of `bytes`, of which there are [#SIZE].
    public static LinkKey of(byte[] bytes) {
        Preconditions.checkArgument(bytes.length == SIZE, "%s bytes", bytes.length);
        return new LinkKey(bytes.clone());
    }

    /// The key that is spelt `hex`, or null where that is no key.
    public static @Nullable LinkKey parse(String hex) {
        return hex.length() == 2 * SIZE && HEX.canDecode(hex) ? new LinkKey(HEX.decode(hex)) : null;
    }

    /// Its 64 digits, for handing it to the one process it is for; never for a log.
    public String toHex() {
        return HEX.encode(bytes);
    }

    /// The bytes themselves.
    byte[] bytes() {
        return bytes;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other instanceof LinkKey key && Arrays.equals(bytes, key.bytes);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(bytes);
    }

    /// Says what it is and not how it reads.
    @Override
    public String toString() {
        return "a link key";
    }
}
