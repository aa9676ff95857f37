package marquee.protocol.wire;

import com.google.common.io.BaseEncoding;
import java.util.Arrays;

/// An immutable run of bytes, compared by value. It wraps the array it is made of without a copy,
/// so whoever makes one must not change the array afterwards.
public final class Bytes implements Comparable<Bytes> {
    /// No bytes at all.
    public static final Bytes EMPTY = new Bytes(new byte[0]);

    private final byte[] array;

    private Bytes(byte[] array) {
        this.array = array;
    }

    /// The bytes of `array`, which the caller gives away.
    public static Bytes wrap(byte... array) {
        return array.length == 0 ? EMPTY : new Bytes(array);
    }

    /// The number of bytes.
    public int length() {
        return array.length;
    }

    /// The byte at `index`, as a number from 0 to 255.
    public int at(int index) {
        return array[index] & 0xff;
    }

    /// The bytes themselves, not a copy; they must not be changed.
    public byte[] array() {
        return array;
    }

    /// Orders by the first byte that differs, unsigned, then by length.
    @Override
    public int compareTo(Bytes other) {
        return Arrays.compareUnsigned(array, other.array);
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Bytes bytes && Arrays.equals(array, bytes.array);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(array);
    }

    /// The bytes in hexadecimal.
    @Override
    public String toString() {
        return BaseEncoding.base16().lowerCase().encode(array);
    }
}
