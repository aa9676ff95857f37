package marquee.scenarios.state;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import marquee.applications.booking.Theatre;
import marquee.applications.booking.UserId;
import marquee.replicas.sql.engine.Database;

/// A value in an implementation's own store that becomes another one without anybody being told.
///
/// @param implementation whose store it is
/// @param value which, in words
/// @param spoil makes it another one
record Rot(String implementation, String value, Consumer<Inside> spoil) {
    /// Of whom no random operation speaks.
    private static final UserId STRANGER = new UserId(Theatre.ATW, UserId.Kind.CUSTOMER, 4711);

    /// Bits of a customer in a key of `keyvalue`, all 0 in that of a show.
    private static final long CUSTOMER_BITS = 0xffff;

    private static final List<String> FORGET_A_BOOKING_IN_AN_INDEX =
            List.of(
                    "CREATE TEMP TABLE gone AS SELECT * FROM booking LIMIT 1",
                    "DELETE FROM booking WHERE (show, customer) = (SELECT show, customer FROM gone)",
                    "PRAGMA writable_schema = ON",
                    "CREATE TEMP TABLE hidden AS SELECT * FROM sqlite_schema WHERE name = 'weeks'",
                    "DELETE FROM sqlite_schema WHERE name = 'weeks'",
                    "PRAGMA schema_version = 1000",
                    "INSERT INTO booking SELECT * FROM gone",
                    "INSERT INTO sqlite_schema SELECT * FROM hidden",
                    "PRAGMA schema_version = 1001");

    /// What becomes another state that could be, and contradicts nothing.
    static ImmutableList<Rot> ofRecords() {
        return ImmutableList.of(
                new Rot("collections", "seats of a show", in -> screening(in).add("capacity", 1)),
                new Rot("keyvalue", "seats of all shows", Rot::addSeats),
                new Rot("sql", "seats of all shows", run("UPDATE show SET capacity = 9999")),
                new Rot("sql", "tickets", run("UPDATE booking SET tickets = 1")),
                new Rot("theatres", "seats of a show", in -> screen(in).add("capacity", 1)));
    }

    /// What no longer adds up.
    static ImmutableList<Rot> ofWhatIsKeptTwice() {
        return ImmutableList.of(
                new Rot("collections", "seats booked", in -> screening(in).add("booked", -1)),
                new Rot(
                        "collections",
                        "tickets of a booking",
                        in -> new Inside(first(screening(in).map("holdings"))).add("tickets", 1)),
                new Rot(
                        "collections",
                        "a customer's holdings, gone",
                        in -> Rot.<Map<?, ?>>first(byCustomer(in)).clear()),
                new Rot(
                        "collections",
                        "a customer's holdings, too many",
                        in -> byCustomer(in).put(STRANGER, first(byCustomer(in)))),
                new Rot("keyvalue", "seats left", in -> addToFirst(map(in, "programme"), 1)),
                new Rot("keyvalue", "seats of a show", in -> addToFirst(map(in, "records"), 1)),
                new Rot("keyvalue", "tickets held", in -> addToFirst(map(in, "holdings"), 1)),
                new Rot("keyvalue", "a holding too many", in -> map(in, "holdings").put(-1L, 1)),
                new Rot("sql", "seats booked", run("UPDATE show SET booked = 0")),
                new Rot("sql", "an index", run(FORGET_A_BOOKING_IN_AN_INDEX)),
                new Rot("theatres", "seats sold", in -> screen(in).add("sold", -1)),
                new Rot(
                        "theatres",
                        "tickets of a booking",
                        in -> screen(in).at("tickets").at("values", int[].class)[0]++),
                new Rot(
                        "theatres",
                        "tickets held",
                        in -> heldBySomebody(in).at("values", int[].class)[0]++),
                new Rot(
                        "theatres",
                        "a customer's holdings, too many",
                        in -> customers(in)[STRANGER.place()] = heldBySomebody(in).object()));
    }

    @Override
    public String toString() {
        return implementation + ": " + value;
    }

    private static Inside screening(Inside collections) {
        return Inside.firstWith("booked", collections.at("office").map("screenings").values());
    }

    private static Map<UserId, Map<?, ?>> byCustomer(Inside collections) {
        return collections.at("office").map("byCustomer");
    }

    private static <T> T first(Map<?, T> map) {
        return map.values().iterator().next();
    }

    private static Map<Long, Integer> map(Inside keyvalue, String name) {
        return keyvalue.at("store").map(name);
    }

    private static void addSeats(Inside keyvalue) {
        map(keyvalue, "programme").replaceAll((key, left) -> left + 1);
        map(keyvalue, "records")
                .replaceAll((key, amount) -> (key & CUSTOMER_BITS) == 0 ? amount + 1 : amount);
    }

    private static void addToFirst(Map<Long, Integer> map, int more) {
        map.merge(map.keySet().iterator().next(), more, Integer::sum);
    }

    private static Inside ledger(Inside theatres) {
        return new Inside(first(theatres.map("ledgers")));
    }

    private static Inside screen(Inside theatres) {
        return Inside.firstWith("sold", ledger(theatres).at("screens", List.class));
    }

    private static Object[] customers(Inside theatres) {
        return ledger(theatres).at("customers", Object[].class);
    }

    private static Inside heldBySomebody(Inside theatres) {
        var tables = ImmutableList.builder();
        for (var table : customers(theatres)) {
            if (table != null) {
                tables.add(table);
            }
        }
        return Inside.firstWith("size", tables.build());
    }

    private static Consumer<Inside> run(String statement) {
        return run(List.of(statement));
    }

    private static Consumer<Inside> run(List<String> statements) {
        return sql -> {
            var database = sql.at("database", Database.class);
            var _ =
                    database.call(() -> {
                        for (var statement : statements) {
                            database.runOnce(statement);
                        }
                        return true;
                    });
        };
    }
}
