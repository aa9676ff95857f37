package marquee.applications.booking.model;

import java.time.LocalDate;
import marquee.protocol.wire.Bytes;

/// One operation of a stream.
///
/// @param today the business date on which it is executed; it never falls in a stream
/// @param operation whatever bytes
public record Step(LocalDate today, Bytes operation) {}
