package marquee.launcher.bench;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import marquee.applications.booking.model.OperationGenerator;
import marquee.protocol.Chance;
import marquee.protocol.wire.Bytes;

/// What the requests of a measurement ask for.
enum Load {
    /// 48 bytes that mean nothing, for an application that does nothing.
    TRIVIAL,
    /// Bookings, listings, exchanges and the rest, by turns, on the real implementations.
    BOOKING;

    private static final int TRIVIAL_BYTES = 48;
    private static final int OPERATIONS = 1 << 14;

    /// The operation of the n-th request.
    LongFunction<Bytes> operations(LocalDate today) {
        if (this == TRIVIAL) {
            var operation = Bytes.wrap(new byte[TRIVIAL_BYTES]);
            return _ -> operation;
        }
        var generator = new OperationGenerator(new Chance(1));
        var operations =
                Stream.generate(() -> generator.next(today))
                        .limit(OPERATIONS)
                        .collect(ImmutableList.toImmutableList());
        return n -> operations.get((int) (n % OPERATIONS));
    }
}
