package marquee.benchmarks.cost;

/// What is asked of each implementation at each size: a method of [CostBenchmark] and its argument.
/// The cost is that of one operation or, where [#rows] is not 0, of one row of its answer.
public enum Question {
    BOOK_ACTIVE("book or cancel, active", "book", "active", 0),
    BOOK_ANY("book or cancel, any", "book", "any", 0),
    EXCHANGE_ACTIVE("exchange, active", "exchange", "active", 0),
    EXCHANGE_ANY("exchange, any", "exchange", "any", 0),
    LIST_FEW("list 9 shows, a show", "list", "few", 9),
    LIST_MANY("list 72 shows, a show", "list", "many", 72),
    SCHEDULE_FEW("schedule of 1 booking", "schedule", "few", 1),
    SCHEDULE_MANY("schedule of 24, a booking", "schedule", "many", 24),
    REMOVE_FEW("remove, 10 bookings, a booking, by the clock", "remove", "few", History.FEW),
    REMOVE_MANY("remove, 100 bookings, a booking, by the clock", "remove", "many", History.CROWD),
    SCAN("scan from the middle, a record", "scan", "many", 1);

    private final String words;
    private final String method;
    private final String argument;
    private final int rows;

    Question(String words, String method, String argument, int rows) {
        this.words = words;
        this.method = method;
        this.argument = argument;
        this.rows = rows;
    }

    /// What it is, for people.
    String words() {
        return words;
    }

    String method() {
        return method;
    }

    String argument() {
        return argument;
    }

    /// The name of the parameter that takes the argument.
    String parameter() {
        return rows == 0 ? "drawn" : "answer";
    }

    /// By how many rows the cost is divided.
    int divisor() {
        return Math.max(1, rows);
    }

    /// Whether the operation is timed alone, by the clock, as it has to be undone each time.
    boolean isTimedAlone() {
        return method.equals("remove");
    }
}
