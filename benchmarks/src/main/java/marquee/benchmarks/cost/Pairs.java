package marquee.benchmarks.cost;

import java.time.LocalDate;
import marquee.protocol.Chance;
import marquee.protocol.wire.Bytes;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// Pairs of operations of which the second takes the first back, so that the state stays as it is.
/// All are granted: what would be refused is not among them.
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls the setup before anything else.
public abstract class Pairs {
    private static final int PAIRS = 1 << 13;

    /// Of whom and what: the active customers and the shows to come, on the business date; or all
    /// customers, shows and bookings, on the day when the first show was still to come.
    @Param({"active", "any"})
    public String drawn;

    private final Bytes[] there = new Bytes[PAIRS];
    private final Bytes[] back = new Bytes[PAIRS];
    private Stock stock;
    private LocalDate today;
    private int next;

    /// An operation and the one that takes it back.
    record Pair(Bytes there, Bytes back) {}

    /// Draws what is to be done.
    @Setup
    public void draw(Stock filled) {
        stock = filled;
        boolean isActive = drawn.equals("active");
        today = isActive ? History.TODAY : filled.history().firstDay();
        var chance = new Chance(2);
        for (int i = 0; i < PAIRS; ) {
            var pair = isActive ? active(filled.history(), chance) : any(filled.history(), chance);
            if (filled.granted(today, pair.there()) != null
                    && filled.granted(today, pair.back()) != null) {
                there[i] = pair.there();
                back[i] = pair.back();
                i++;
            }
        }
    }

    /// A pair among the active customers.
    abstract Pair active(History history, Chance chance);

    /// A pair among all that is held.
    abstract Pair any(History history, Chance chance);

    /// Executes the next operation.
    Bytes there() {
        next = (next + 1) % PAIRS;
        return stock.execute(today, there[next]);
    }

    /// Takes it back.
    Bytes back() {
        return stock.execute(today, back[next]);
    }
}
