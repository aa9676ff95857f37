package marquee.launcher.bench;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.net.URI;
import java.time.LocalDate;
import java.util.Optional;
import java.util.function.LongFunction;
import java.util.stream.Stream;
import marquee.applications.booking.BookingCodec;
import marquee.applications.booking.BookingOperation;
import marquee.applications.booking.EarlyChecks;
import marquee.applications.booking.model.OperationGenerator;
import marquee.applications.booking.model.Skew;
import marquee.benchmarks.Requests;
import marquee.protocol.Chance;
import marquee.protocol.wire.Bytes;

/// What the requests of a measurement ask for, and who executes them.
enum Load {
    /// 48 bytes that mean nothing, for an application that does nothing.
    TRIVIAL,
    /// Bookings, listings, exchanges and the rest, by turns, on an implementation a slot.
    BOOKING,
    /// The same on one implementation in all slots, so that it alone is measured.
    COLLECTIONS,
    SQL,
    KEYVALUE,
    THEATRES;

    private static final int TRIVIAL_BYTES = 48;
    private static final int OPERATIONS = 1 << 14;

    /// What all slots run; empty if each runs one of its own.
    Optional<String> implementation() {
        return this == BOOKING ? Optional.empty() : Optional.of(word());
    }

    /// The constant as it is typed.
    String word() {
        return Ascii.toLowerCase(name());
    }

    /// The requests as a front end hands them on.
    Requests requests(LocalDate today) {
        if (this == TRIVIAL) {
            var operation = Bytes.wrap(new byte[TRIVIAL_BYTES]);
            return _ -> operation;
        }
        var operations =
                operations(today)
                        .map(BookingCodec::encode)
                        .collect(ImmutableList.toImmutableList());
        return n -> operations.get((int) (n % OPERATIONS));
    }

    /// The requests as they go over a connection to the front end at `url`; not of [#TRIVIAL].
    LongFunction<byte[]> webRequests(LocalDate today, URI url) {
        var requests =
                operations(today)
                        .map(operation -> WebRequest.of(operation, url))
                        .collect(ImmutableList.toImmutableList());
        return n -> requests.get((int) (n % OPERATIONS));
    }

    /// Those that a front end does not refuse by itself, since they would never be ordered.
    private static Stream<BookingOperation> operations(LocalDate today) {
        var generator = new OperationGenerator(new Chance(1), Skew.SUCCESSES);
        return Stream.generate(() -> generator.nextOperation(today))
                .filter(operation -> EarlyChecks.refusal(operation) == null)
                .limit(OPERATIONS);
    }
}
