package marquee.protocol.replication;

/// A fast 128-bit digest. Digests of records add up, modulo 2^128, to the digest of a set of
/// records, in whatever order they are added. Made against faults, not against an attacker.
public record Digest(long high, long low) {
    /// The digest of nothing.
    public static final Digest ZERO = new Digest(0, 0);

    /// This digest with `other` added.
    public Digest plus(Digest other) {
        long sum = low + other.low;
        int carry = Long.compareUnsigned(sum, low) < 0 ? 1 : 0;
        return new Digest(high + other.high + carry, sum);
    }

    /// This digest with `other` taken away.
    public Digest minus(Digest other) {
        int borrow = Long.compareUnsigned(low, other.low) < 0 ? 1 : 0;
        return new Digest(high - other.high - borrow, low - other.low);
    }

    /// The digest as 32 hexadecimal digits.
    @Override
    public String toString() {
        return hex(high) + hex(low);
    }

    private static String hex(long half) {
        var digits = Long.toHexString(half);
        return "0".repeat(Long.BYTES * 2 - digits.length()) + digits;
    }
}
