package marquee.benchmarks.cost;

/// What one question costs one implementation at one size.
///
/// @param held how many bookings it held
/// @param nanos the median of the rounds, each the median of its iterations
/// @param spread how far the rounds lie apart, as a part of `nanos`
/// @param bytes how much of the heap was allocated
public record Figure(
        Question question,
        String implementation,
        int held,
        double nanos,
        double spread,
        double bytes) {}
