package marquee.protocol.replication;

/// A fast 128-bit digest. Digests of records add up, modulo 2^128, to the digest of a set of
/// records, in whatever order they are added. Made against faults, not against an attacker.
public record Digest(long high, long low) {
    /// The digest of nothing.
    public static final Digest ZERO = new Digest(0, 0);

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
