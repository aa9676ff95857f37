package marquee.replicas.sql;

import com.google.common.collect.ImmutableList;

/// The tables. Everything in them is an integer: a theatre, a slot and a movie are their places in
/// the canonical orders, a day counts from 1 January 1970, a customer is his place among all user
/// ids, so that `customer / 20000` is his home. A show's number is its place in the order of the
/// canonical records; of the 328 725 numbers of each theatre, `show % 328725` is the same for the
/// same movie, date and slot, and `show / 9 % 36525` is the date, counted from 1 January 2000.
///
/// The rules that stand here hold even against a mistake in the statements: capacity (rule 15),
/// nobody in two places at once (rule 13), one row a customer and show, no tickets for no show, and
/// the sum of the tickets, which triggers keep. Rule 14 cannot stand here, since a removal may move
/// a booking against it.
final class Schema {
    private static final String SHOW =
            """
            CREATE TABLE show (
                number INTEGER PRIMARY KEY,
                theatre INTEGER NOT NULL
                    CONSTRAINT three_theatres CHECK (theatre BETWEEN 0 AND 2),
                day INTEGER NOT NULL
                    CONSTRAINT days_of_a_century CHECK (day BETWEEN 10957 AND 47481),
                slot INTEGER NOT NULL
                    CONSTRAINT three_slots CHECK (slot BETWEEN 0 AND 2),
                movie INTEGER NOT NULL
                    CONSTRAINT three_movies CHECK (movie BETWEEN 0 AND 2),
                capacity INTEGER NOT NULL
                    CONSTRAINT seats_of_a_show CHECK (capacity BETWEEN 1 AND 10000),
                booked INTEGER NOT NULL DEFAULT 0
                    CONSTRAINT seats_suffice CHECK (booked BETWEEN 0 AND capacity),
                CONSTRAINT canonical_number CHECK (
                    number = ((theatre * 36525 + day - 10957) * 3 + slot) * 3 + movie)
            ) STRICT
            """;

    /// For listings, and for the next show of a movie.
    private static final String PROGRAMME =
            "CREATE UNIQUE INDEX programme ON show (movie, theatre, day, slot)";

    private static final String BOOKING =
            """
            CREATE TABLE booking (
                show INTEGER NOT NULL REFERENCES show,
                customer INTEGER NOT NULL
                    CONSTRAINT customers_only CHECK (
                        customer BETWEEN 0 AND 59999 AND customer / 10000 % 2 = 1),
                tickets INTEGER NOT NULL
                    CONSTRAINT at_least_one_ticket CHECK (tickets BETWEEN 1 AND 10000),
                PRIMARY KEY (show, customer)
            ) STRICT, WITHOUT ROWID
            """;

    /// Rule 13. By time first: what is booked now lies together, however much there was before.
    private static final String ONE_PLACE_AT_A_TIME =
            "CREATE UNIQUE INDEX one_place_at_a_time ON booking (show % 328725, customer)";

    /// What each customer holds, by week, for schedules and rule 14. Weeks begin on Monday and
    /// count from that of 1 January 2000, a Saturday: five days after its Monday.
    private static final String WEEKS =
            "CREATE INDEX weeks ON booking (customer, (show / 9 % 36525 + 5) / 7)";

    static final String BOOKING_ADDED =
            """
            CREATE TRIGGER booking_added AFTER INSERT ON booking BEGIN
                UPDATE show SET booked = booked + NEW.tickets WHERE number = NEW.show;
            END
            """;

    private static final String BOOKING_CHANGED =
            """
            CREATE TRIGGER booking_changed AFTER UPDATE OF tickets ON booking BEGIN
                UPDATE show SET booked = booked + NEW.tickets - OLD.tickets
                    WHERE number = NEW.show;
            END
            """;

    private static final String BOOKING_GONE =
            """
            CREATE TRIGGER booking_gone AFTER DELETE ON booking BEGIN
                UPDATE show SET booked = booked - OLD.tickets WHERE number = OLD.show;
            END
            """;

    /// The triggers above count on it.
    private static final String BOOKING_STAYS =
            """
            CREATE TRIGGER booking_stays BEFORE UPDATE OF show, customer ON booking BEGIN
                SELECT RAISE(ABORT, 'a booking keeps its show and its customer');
            END
            """;

    static final String NO_BOOKING_ADDED = "DROP TRIGGER booking_added";

    /// Does in one go what that trigger does booking by booking.
    static final String TALLY =
            """
            UPDATE show SET booked =
                (SELECT ifnull(sum(tickets), 0) FROM booking WHERE booking.show = show.number)
            """;

    /// What makes an empty database the start state.
    static final ImmutableList<String> STATEMENTS =
            ImmutableList.of(
                    SHOW,
                    PROGRAMME,
                    BOOKING,
                    ONE_PLACE_AT_A_TIME,
                    WEEKS,
                    BOOKING_ADDED,
                    BOOKING_CHANGED,
                    BOOKING_GONE,
                    BOOKING_STAYS);

    private Schema() {}
}
