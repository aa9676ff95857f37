package marquee.applications.booking.model;

/// How a random stream is skewed.
///
/// @param customers how many of each theatre ask for most of it
/// @param memory how many shows and how many bookings are asked about again
/// @param seats how many seats a show has at most, but for odd numbers; half of the shows have two
/// @param tickets the same for the tickets of a request
/// @param datePerMille how many operations of a thousand come on another date than the one before
/// @param sensible whether what is asked for again is mostly what there can be
public record Skew(
        int customers, int memory, int seats, int tickets, int datePerMille, boolean sensible) {
    /// Few customers and few seats: most requests are refused, for all reasons that there are.
    public static final Skew REFUSALS = new Skew(2, 24, 6, 6, 15, false);

    /// Few customers and enough seats: they get what they ask for, so that their weeks fill and
    /// their bookings are exchanged and moved.
    public static final Skew SUCCESSES = new Skew(2, 18, 36, 2, 20, true);

    /// Many customers who stay a long time: the state grows to thousands of records.
    public static final Skew CROWDS = new Skew(300, 90, 400, 3, 2, true);
}
