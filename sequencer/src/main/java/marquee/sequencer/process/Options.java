package marquee.sequencer.process;

import java.time.LocalDate;
import marquee.config.RoleFaults;
import org.jspecify.annotations.Nullable;

/// What a sequencer is told on its command line.
///
/// @param init whether to make a new log, which must not exist
/// @param acceptLoss whether to start although the newest entries may be missing
/// @param date the fixed business date, unless the log has a later one; null to follow the calendar
/// @param lab whether front ends may move the business date
/// @param faults how its own links mistreat what it sends
/// @param seed of the chance behind faults and of the jitter of repeats
/// @param withParent whether it ends when standard input ends
public record Options(
        boolean init,
        boolean acceptLoss,
        @Nullable LocalDate date,
        boolean lab,
        RoleFaults faults,
        long seed,
        boolean withParent) {}
