package marquee.benchmarks.cost;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableList;
import marquee.applications.booking.BookingResult.Removed;
import marquee.applications.booking.Show;
import marquee.protocol.wire.Bytes;
import org.openjdk.jmh.annotations.Level;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.TearDown;

/// The removal of a show with few or with many bookings, and how it is undone: the show is added
/// again, and whoever was moved exchanges back.
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls the setup before anything else.
public class Removals {
    /// How many bookings move: [History#FEW] or [History#CROWD].
    @Param({"few", "many"})
    public String answer;

    private Stock stock;
    private Bytes removal;
    private ImmutableList<Bytes> undo;

    /// Removes the show once, to see where its bookings go.
    @Setup
    public void prepare(Stock filled) {
        stock = filled;
        boolean isMany = answer.equals("many");
        var history = filled.history();
        var show = isMany ? history.crowded() : history.quiet();
        removal = Requests.remove(show);
        if (!(filled.granted(History.TODAY, removal) instanceof Removed removed)) {
            throw new IllegalStateException("not removed: " + show);
        }
        int moved = isMany ? History.CROWD : History.FEW;
        checkState(removed.moved().size() == moved, "other than %s moved: %s", moved, removed);
        var operations = ImmutableList.<Bytes>builder();
        operations.add(Requests.add(show, History.SEATS));
        for (var each : removed.moved()) {
            var there = new Show(each.newId(), show.movie());
            operations.add(Requests.exchange(each.customer(), there, show, each.tickets()));
        }
        undo = operations.build();
        putBack();
    }

    /// Undoes the removal; not measured.
    @TearDown(Level.Invocation)
    public void putBack() {
        for (var operation : undo) {
            var result = stock.granted(History.TODAY, operation);
            checkState(result != null, "not undone: %s", operation);
        }
    }

    Bytes remove() {
        return stock.execute(History.TODAY, removal);
    }
}
