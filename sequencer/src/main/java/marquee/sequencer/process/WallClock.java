package marquee.sequencer.process;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.function.Supplier;
import marquee.sequencer.SequencerEvent.ClockRead;
import org.jspecify.annotations.Nullable;

/// The clock of this machine, and the calendar of the cluster's time zone.
///
/// @param fixed the business date whatever the calendar says; null to follow the calendar
record WallClock(ZoneId zone, @Nullable LocalDate fixed) implements Supplier<ClockRead> {
    @Override
    public ClockRead get() {
        var now = Instant.now();
        var date = fixed == null ? LocalDate.ofInstant(now, zone) : fixed;
        return new ClockRead(Math.max(0, now.toEpochMilli()), (int) Math.max(0, date.toEpochDay()));
    }
}
