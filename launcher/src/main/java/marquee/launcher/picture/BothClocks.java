package marquee.launcher.picture;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.Comparator;
import java.util.stream.Stream;

/// What two clocks showed at one moment: that of [System#nanoTime], by which customers know when
/// they asked, and the wall clock, by which processes take down what they say.
///
/// @param nanos the first, in nanoseconds
/// @param micros the second, in microseconds since 1970
/// @param apart how many nanoseconds went by until both were read
record BothClocks(long nanos, long micros, long apart) {
    private static final int READINGS = 16;

    /// Both as they are now. Of some readings it is the one that took least: a thread that loses
    /// its core between the two clocks is off by all that time, and a customer seems to ask after
    /// his front end did.
    static BothClocks read() {
        return Stream.generate(BothClocks::readOnce)
                .limit(READINGS)
                .min(Comparator.comparingLong(BothClocks::apart))
                .orElseThrow();
    }

    private static BothClocks readOnce() {
        long nanos = System.nanoTime();
        long micros = wallMicros();
        return new BothClocks(nanos, micros, System.nanoTime() - nanos);
    }

    /// What the wall clock shows, in microseconds since 1970.
    static long wallMicros() {
        return ChronoUnit.MICROS.between(Instant.EPOCH, Instant.now());
    }
}
