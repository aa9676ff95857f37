package marquee.protocol;

import com.google.common.base.Preconditions;

/// A seeded source of chance: the same seed draws the same numbers in every JVM. Roles that need
/// chance are given one, so that a run can be replayed. SplitMix64 (Steele, Lea and Flood 2014,
/// "Fast splittable pseudorandom number generators"). Not thread-safe.
public final class Chance {
    private static final long GAMMA = 0x9e3779b97f4a7c15L;
    private static final int PER_MILLE = 1_000;

    private long state;

    public Chance(long seed) {
        this.state = seed;
    }

    /// The next 64 bits.
    public long next() {
        state += GAMMA;
        long z = (state ^ (state >>> 30)) * 0xbf58476d1ce4e5b9L;
        z = (z ^ (z >>> 27)) * 0x94d049bb133111ebL;
        return z ^ (z >>> 31);
    }

    /// A number from 0 to `bound` - 1, each as likely as another but for a bias below 2^-31.
    public int below(int bound) {
        Preconditions.checkArgument(bound > 0, "bound %s", bound);
        return (int) Math.floorMod(next() >>> 1, (long) bound);
    }

    /// True `perMille` times of a thousand.
    public boolean happens(int perMille) {
        return below(PER_MILLE) < perMille;
    }

    /// A further source, independent of what is drawn from this one afterwards.
    public Chance split() {
        return new Chance(next() ^ GAMMA);
    }
}
