package marquee.protocol.replication;

import java.time.LocalDate;

/// The only time a replica knows: given to each entry where the order is made, and never falling
/// from one entry to the next (rules P25, P50).
///
/// @param millis the sequencer's clock in milliseconds since 1970-01-01 UTC, or the previous
///   entry's where the clock went back
/// @param businessDay the business date as a count of days since 1970-01-01
public record Stamp(long millis, int businessDay) {
    /// The last business date, in days since 1970-01-01: 2099-12-31, the last a show can have.
    public static final int BUSINESS_DAY_MAX = 47_481;

    /// The last business date.
    public static final LocalDate LAST_DATE = LocalDate.ofEpochDay(BUSINESS_DAY_MAX);

    /// The stamp before the first entry.
    public static final Stamp ZERO = new Stamp(0, 0);

    /// Whether `date`, of the years 1970 to 2099, can be a business date.
    public static boolean isBusinessDate(LocalDate date) {
        long day = date.toEpochDay();
        return day >= 0 && day <= BUSINESS_DAY_MAX;
    }
}
