package marquee.protocol.replication;

import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteOrder;
import java.util.Objects;

/// MurmurHash3 in its 128-bit form for 64-bit machines (Appleby 2011). With seed 0 the same values
/// as Guava's, without the objects that Guava makes for each: a replica hashes twice a request.
public final class Murmur3 {
    private static final VarHandle LONGS =
            MethodHandles.byteArrayViewVarHandle(long[].class, ByteOrder.LITTLE_ENDIAN);
    private static final long C1 = 0x87c37b91114253d5L;
    private static final long C2 = 0x4cf5ad432745937fL;
    private static final int BLOCK = 2 * Long.BYTES;

    private Murmur3() {}

    /// The hash of the first `length` of `bytes`, with seed 0.
    public static Digest hash(byte[] bytes, int length) {
        return hash(bytes, length, 0, 0);
    }

    /// The hash of the first `length` of `bytes` behind two numbers, which begin the two halves of
    /// its state.
    public static Digest hash(byte[] bytes, int length, long first, long second) {
        Objects.checkFromIndexSize(0, length, bytes.length);
        long h1 = first;
        long h2 = second;
        int at = 0;
        for (; at <= length - BLOCK; at += BLOCK) {
            h1 ^= mixFirst((long) LONGS.get(bytes, at));
            h1 = (Long.rotateLeft(h1, 27) + h2) * 5 + 0x52dce729;
            h2 ^= mixSecond((long) LONGS.get(bytes, at + Long.BYTES));
            h2 = (Long.rotateLeft(h2, 31) + h1) * 5 + 0x38495ab5;
        }
        h1 ^= mixFirst(rest(bytes, at, Math.min(length, at + Long.BYTES)));
        h2 ^= mixSecond(rest(bytes, at + Long.BYTES, length));
        h1 ^= length;
        h2 ^= length;
        h1 += h2;
        h2 += h1;
        h1 = finish(h1);
        h2 = finish(h2);
        h1 += h2;
        h2 += h1;
        return new Digest(h1, h2);
    }

    /// At most eight bytes as a number, the first one lowest; 0 if there is none.
    private static long rest(byte[] bytes, int from, int end) {
        if (from < end && end >= Long.BYTES) {
            int before = Long.BYTES - (end - from);
            return (long) LONGS.get(bytes, end - Long.BYTES) >>> (before * Byte.SIZE);
        }
        long rest = 0;
        for (int i = end - 1; i >= from; i--) {
            rest = (rest << Byte.SIZE) | (bytes[i] & 0xff);
        }
        return rest;
    }

    private static long mixFirst(long k) {
        return Long.rotateLeft(k * C1, 31) * C2;
    }

    private static long mixSecond(long k) {
        return Long.rotateLeft(k * C2, 33) * C1;
    }

    private static long finish(long h) {
        long k = (h ^ (h >>> 33)) * 0xff51afd7ed558ccdL;
        k = (k ^ (k >>> 33)) * 0xc4ceb9fe1a85ec53L;
        return k ^ (k >>> 33);
    }
}
