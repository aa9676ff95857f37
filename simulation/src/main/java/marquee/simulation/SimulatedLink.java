package marquee.simulation;

import java.util.Arrays;
import marquee.protocol.Chance;
import marquee.simulation.Onlooker.Fate;
import org.jspecify.annotations.Nullable;

/// One direction between two nodes: decides for each datagram whether, when, how often and how
/// damaged it arrives.
final class SimulatedLink {
    /// How many old datagrams a link keeps in order to replay them.
    static final int REPLAYABLE_MAX = 64;

    private static final int BURST_SPAN = 20;
    private static final int TAIL_DOUBLINGS = 12;
    private static final int OVERTAKEN_SPAN = 2_000_000;
    private static final int JITTER_SPAN = 10_000;
    private static final int BITS_FLIPPED_MAX = 4;
    private static final long QUEUE_NANOS_MAX = 50_000_000;
    private static final long NANOS_PER_SECOND = 1_000_000_000;

    private final Shape shape;
    private final Chance chance;
    private final NetworkMarks hits;
    private final byte[][] old = new byte[REPLAYABLE_MAX][];
    private Strengths faults;
    private int kept;
    private int burstLeft;
    private long lastArrival;
    private long freeAt;
    private long blockedUntil;
    private long cloggedUntil;
    private boolean blockedSome;
    private boolean healed;

    /// What a link is like from the start: its least delay, and the bytes it carries a second, 0 if
    /// that has no limit.
    record Shape(int delayNanos, int bytesPerSecond, Chance chance) {}

    /// Takes what the link delivers.
    interface Delivery {
        /// Takes `datagram`, which is not what was sent if its fate is to be damaged.
        void after(long delayNanos, byte[] datagram, Fate fate);

        /// The datagram is lost.
        void never(Fate why);
    }

    SimulatedLink(Strengths faults, Shape shape, NetworkMarks hits) {
        this.faults = faults;
        this.shape = shape;
        this.chance = shape.chance();
        this.hits = hits;
    }

    void block(long until) {
        blockedUntil = Math.max(blockedUntil, until);
    }

    void clog(long until) {
        cloggedUntil = Math.max(cloggedUntil, until);
    }

    void heal(long now) {
        faults = Strengths.NONE;
        cloggedUntil = Math.min(cloggedUntil, now);
        blockedUntil = Math.min(blockedUntil, now);
        burstLeft = 0;
        healed = true;
    }

    void carry(long now, byte[] datagram, Delivery delivery) {
        hits.carried.hit();
        remember(datagram);
        var loss = loss(now);
        if (loss != null) {
            delivery.never(loss);
            return;
        }
        if (happens(Fault.REPLAY)) {
            hits.replayed.hit();
            var replayed = old[chance.below(Math.min(kept, REPLAYABLE_MAX))];
            delivery.after(arrival(now) - now, replayed, Fate.REPLAYED);
        }
        if (happens(Fault.DUPLICATION)) {
            hits.duplicated.hit();
            delivery.after(arrival(now) - now, datagram, Fate.DOUBLED);
        }
        long queued = queued(now, datagram.length);
        if (queued > QUEUE_NANOS_MAX) {
            hits.overflowed.hit();
            delivery.never(Fate.LOST_IN_QUEUE);
            return;
        }
        var carried = damaged(datagram);
        boolean damaged = !Arrays.equals(carried, datagram);
        var fate = damaged ? Fate.DAMAGED : Fate.ARRIVES;
        delivery.after(arrival(now) + queued - now, carried, fate);
    }

    /// How a datagram that is sent now is lost; null if it is not.
    private @Nullable Fate loss(long now) {
        if (now < blockedUntil) {
            hits.blocked.hit();
            blockedSome = true;
            return Fate.LOST_IN_PARTITION;
        }
        if (blockedSome) {
            hits.unblocked.hit();
            blockedSome = false;
        }
        if (burstLeft > 0) {
            burstLeft--;
            hits.burst.hit();
            return Fate.LOST_IN_BURST;
        }
        if (happens(Fault.BURST_LOSS)) {
            burstLeft = chance.below(BURST_SPAN);
            hits.burst.hit();
            return Fate.LOST_IN_BURST;
        }
        if (happens(Fault.LOSS)) {
            hits.lost.hit();
            return Fate.LOST;
        }
        return null;
    }

    /// When a datagram sent now arrives: after the earlier ones, unless they overtake it.
    private long arrival(long now) {
        long at = now + shape.delayNanos() + chance.below(JITTER_SPAN);
        if (now < cloggedUntil) {
            hits.clogged.hit();
            at += cloggedUntil - now;
        }
        if (happens(Fault.DELAY)) {
            hits.delayed.hit();
            at += (long) shape.delayNanos() << chance.below(TAIL_DOUBLINGS);
        }
        if (happens(Fault.REORDERING)) {
            hits.overtaken.hit();
            return at + chance.below(OVERTAKEN_SPAN);
        }
        lastArrival = Math.max(lastArrival + 1, at);
        return lastArrival;
    }

    /// How long a datagram waits for those before it on a narrow link.
    private long queued(long now, int length) {
        if (shape.bytesPerSecond() == 0 || healed) {
            return 0;
        }
        long waiting = Math.max(0, freeAt - now);
        if (waiting <= QUEUE_NANOS_MAX) {
            freeAt = now + waiting + length * NANOS_PER_SECOND / shape.bytesPerSecond();
        }
        return waiting;
    }

    private byte[] damaged(byte[] datagram) {
        if (datagram.length > 0 && happens(Fault.CORRUPTION)) {
            hits.corrupted.hit();
            var flipped = datagram.clone();
            for (int i = chance.below(BITS_FLIPPED_MAX); i >= 0; i--) {
                flipped[chance.below(flipped.length)] ^= (byte) (1 << chance.below(Byte.SIZE));
            }
            return flipped;
        }
        if (datagram.length > 0 && happens(Fault.TRUNCATION)) {
            hits.truncated.hit();
            return Arrays.copyOf(datagram, chance.below(datagram.length));
        }
        return datagram;
    }

    private void remember(byte[] datagram) {
        if (!faults.lacks(Fault.REPLAY)) {
            // Later ones replace random earlier ones: some of a life that is over stay for long.
            int place = kept < REPLAYABLE_MAX ? kept : chance.below(REPLAYABLE_MAX);
            old[place] = datagram;
            kept++;
        }
    }

    private boolean happens(Fault fault) {
        int strength = faults.of(fault);
        return strength > 0 && chance.happens(strength);
    }
}
