package marquee.launcher.scenario;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import marquee.client.Operation;

/// What customers did and saw in one run, in any order: the outside view of the service, and all
/// that the check of linearizability may know.
///
/// @param first the business date at the beginning
public record History(LocalDate first, ImmutableList<Event> events) {
    /// Something that took from one instant to another, on one clock.
    public sealed interface Event {
        /// When it was begun, in nanoseconds.
        long begun();

        /// When it had ended; `Long.MAX_VALUE` if that was never heard of.
        long ended();
    }

    /// A call, with all its repetitions under one key.
    ///
    /// @param seen the code with its fields, as docs/scenarios.md writes them; `UNKNOWN` if nothing
    ///   definite was heard: it may have been executed once or never; `NOT_TAKEN` if nothing was
    ///   done
    public record Called(
            long begun,
            long ended,
            String user,
            String customer,
            Operation operation,
            ImmutableList<String> arguments,
            String seen)
            implements Event {}

    /// The business date was moved.
    ///
    /// @param known whether it was confirmed
    public record DateMoved(long begun, long ended, LocalDate to, boolean known) implements Event {}
}
