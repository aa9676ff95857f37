package marquee.benchmarks.cost;

import java.time.LocalDate;
import marquee.applications.booking.Movie;
import marquee.protocol.wire.Bytes;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.infra.Blackhole;

/// Questions with short and with long answers.
@State(Scope.Thread)
@SuppressWarnings("NullAway.Init") // JMH calls the setup before anything else.
public class Answers {
    /// How many records of the state are read in one go.
    static final int SCANNED = 1_000;

    private static final int DAYS_LISTED = 7;

    /// How much is asked for: the shows of one day or of eight, the bookings of a customer who has
    /// one or [History#REGULAR_BOOKINGS].
    @Param({"few", "many"})
    public String answer;

    private final Bytes list = Requests.list(Movie.AVENGERS);
    private Stock stock;
    private LocalDate today;
    private Bytes schedule;

    /// Phrases the questions.
    @Setup
    public void ask(Stock filled) {
        stock = filled;
        boolean isMany = answer.equals("many");
        today = isMany ? History.TODAY : History.TODAY.plusDays(DAYS_LISTED);
        var history = filled.history();
        schedule = Requests.schedule(isMany ? history.regular() : history.occasional());
    }

    Bytes list() {
        return stock.execute(today, list);
    }

    Bytes schedule() {
        return stock.execute(today, schedule);
    }

    void scan(Blackhole hole) {
        var seen = new int[1];
        stock.machine()
                .scan(
                        stock.history().middle().key(),
                        (key, value) -> {
                            hole.consume(key);
                            hole.consume(value);
                            return ++seen[0] < SCANNED;
                        });
    }
}
