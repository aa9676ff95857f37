package marquee.benchmarks.cost;

import static com.google.common.base.Preconditions.checkState;

import java.time.LocalDate;
import java.util.ServiceLoader;
import marquee.applications.Implementation;
import marquee.applications.StateMachine;
import marquee.applications.StateMachine.RecordChanges;
import marquee.applications.booking.BookingCodec;
import marquee.applications.booking.BookingResult;
import marquee.applications.booking.BookingResult.Refused;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/// One implementation that holds the bookings of a [History].
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls the setup before anything else.
public class Stock {
    /// Which implementation.
    @Param({"collections", "keyvalue", "sql", "theatres"})
    public String implementation;

    /// How many bookings it holds.
    @Param({"1000", "10000", "100000", "1000000"})
    public int held;

    private History history;
    private StateMachine machine;
    private RecordChanges changes;

    /// Makes the state.
    @Setup
    public void restore(Blackhole hole) {
        changes = (key, before, after) -> hole.consume(key);
        history = new History(held);
        machine = find(implementation).create();
        checkState(machine.restore(history.records()), "%s refused", held);
    }

    private static Implementation find(String name) {
        return ServiceLoader.load(Implementation.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(each -> each.name().equals(name))
                .findAny()
                .orElseThrow();
    }

    History history() {
        return history;
    }

    StateMachine machine() {
        return machine;
    }

    /// Executes one operation as a replica does.
    Bytes execute(LocalDate today, Bytes operation) {
        return machine.execute(today, operation, changes);
    }

    /// Executes one operation outside of what is measured.
    ///
    /// @return null if it was refused
    @Nullable BookingResult granted(LocalDate today, Bytes operation) {
        var result = BookingCodec.decodeResult(execute(today, operation));
        return result instanceof Refused ? null : result;
    }
}
