package marquee.benchmarks.cost;

/// What one question costs one implementation at one size.
///
/// @param held how many bookings it held
/// @param nanos the least of the rounds, each the lower quartile of its iterations
/// @param spread how much more the dearest round took, as a part of `nanos`
/// @param bytes how much of the heap was allocated
public record Figure(
        Question question,
        String implementation,
        int held,
        double nanos,
        double spread,
        double bytes) {}
