package marquee.launcher.customers;

import com.google.common.collect.ImmutableList;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import marquee.client.Table;
import marquee.launcher.scenario.Recorder.Made;

/// What customers were told, part by part: each answer counts for the part in which it comes. May
/// be used by many threads at once.
public final class Ledger {
    private final Map<String, Tally> parts = new LinkedHashMap<>();
    private final Consumer<Made> diary;
    private volatile Tally now;

    /// A ledger whose first part is called `part`.
    public Ledger(String part) {
        this(part, _ -> {});
    }

    /// A ledger whose first part is called `part`.
    ///
    /// @param diary gets each call as soon as it is over; for any thread
    public Ledger(String part, Consumer<Made> diary) {
        this.diary = diary;
        now = new Tally();
        parts.put(part, now);
    }

    /// The next part begins, or an earlier one goes on.
    public synchronized void begin(String part) {
        now.end();
        now = parts.computeIfAbsent(part, name -> new Tally());
        now.begin();
    }

    /// How many requests were answered in a second of the present part.
    public synchronized double perSecond() {
        now.end();
        now.begin();
        return now.perSecond();
    }

    /// A call is over.
    void over(Made call) {
        diary.accept(call);
    }

    /// The present part.
    Tally now() {
        return now;
    }

    /// An answer of the present part cannot be right.
    public void addWrong() {
        now.wrong();
    }

    /// How many requests were made.
    public synchronized long requests() {
        return parts.values().stream().mapToLong(Tally::requests).sum();
    }

    /// How many answers cannot be right.
    public synchronized long wrong() {
        return parts.values().stream().mapToLong(Tally::wrongs).sum();
    }

    /// How many requests got no answer.
    public synchronized long failed() {
        return parts.values().stream().mapToLong(Tally::failures).sum();
    }

    /// Whether every request was answered rightly.
    public boolean isClean() {
        return wrong() == 0 && failed() == 0;
    }

    /// The parts as a table.
    public synchronized ImmutableList<String> lines() {
        now.end();
        now.begin();
        var table =
                new Table(
                        "WHILE",
                        "REQUESTS",
                        "REFUSED",
                        "FAILED",
                        "WRONG",
                        "P50 MS",
                        "P99 MS",
                        "WORST MS",
                        "PER SECOND");
        parts.forEach((part, tally) -> tally.addTo(table, part));
        return table.lines();
    }
}
