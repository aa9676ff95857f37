package marquee.sequencer;

import marquee.protocol.replication.Stamp;
import marquee.sequencer.SequencerEvent.ClockRead;

/// Makes the stamps of the order: the clock's time and business date, but never less than the stamp
/// before (rules P25, P50). While the clock lies behind that one, since it was ahead for a while,
/// stamps go at half its pace until it has caught up: were they to stand still, no key would grow
/// old meanwhile, and no vote. A date beyond the last one that there is would be understood by
/// nobody, the log's own reader included: the date stays at that one then.
final class Stamps {
    private static final long NANOS_A_MILLI = 1_000_000;
    private static final long NANOS_A_MILLI_BEHIND = 2 * NANOS_A_MILLI;

    private ClockRead reading;
    private long readAt;
    private Stamp last = Stamp.ZERO;
    private long behindSince;
    private boolean beyond;

    Stamps(ClockRead reading) {
        this.reading = reading;
    }

    /// The clock showed `reading` at `now`.
    ///
    /// @return whether its date is, unlike the one before, beyond the last one that there is
    boolean read(long now, ClockRead reading) {
        this.reading = reading;
        this.readAt = now;
        boolean wasBeyond = beyond;
        beyond = reading.businessDay() > Stamp.BUSINESS_DAY_MAX;
        return beyond && !wasBeyond;
    }

    /// The role starts at `now`, right after the reading it was made with.
    void start(long now) {
        readAt = now;
        behindSince = now;
    }

    /// An entry bore `stamp`; what follows bears no lesser one.
    void follow(Stamp stamp) {
        last = stamp;
    }

    /// The stamp of what is ordered at `now`.
    Stamp at(long now) {
        long millis = millis(now);
        int today = Math.min(reading.businessDay(), Stamp.BUSINESS_DAY_MAX);
        int day = Math.max(last.businessDay(), today);
        if (millis != last.millis() || day != last.businessDay()) {
            last = new Stamp(millis, day);
        }
        return last;
    }

    private long millis(long now) {
        long clock = reading.millis() + (now - readAt) / NANOS_A_MILLI;
        if (clock >= last.millis()) {
            behindSince = now;
            return clock;
        }
        long passed = (now - behindSince) / NANOS_A_MILLI_BEHIND;
        behindSince += passed * NANOS_A_MILLI_BEHIND;
        return last.millis() + passed;
    }

    /// Moves the business date forward.
    ///
    /// @return false, and nothing is done, if `day` lies before it
    boolean moveBusinessDate(long now, int day) {
        var present = at(now);
        if (day < present.businessDay()) {
            return false;
        }
        last = new Stamp(present.millis(), day);
        return true;
    }
}
