package marquee.replicas.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.sql.SQLException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import marquee.applications.booking.Movie;
import marquee.applications.booking.MovieId;
import marquee.applications.booking.Show;
import marquee.applications.booking.Theatre;
import marquee.applications.booking.TimeSlot;
import marquee.replicas.sql.engine.Database;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The schema refuses what must not be, whatever statement tries it. Avatar runs on the mornings of
/// 1 and 2 January 2000 at Atwater and on that of the first at Outremont; ATWC0001 holds 4 of the
/// 10 tickets of the first.
class SchemaTest {
    private static final String UNTOUCHED = "0:4 9:0 328725:0 | 0,10001:4";
    private Database database;

    @BeforeEach
    void fill() throws SQLException {
        database = Database.create(Schema.STATEMENTS);
        run("INSERT INTO show VALUES (0, 0, 10957, 0, 0, 10, 0)");
        run("INSERT INTO show VALUES (9, 0, 10958, 0, 0, 10, 0)");
        run("INSERT INTO show VALUES (328725, 1, 10957, 0, 0, 10, 0)");
        run("INSERT INTO booking VALUES (0, 10001, 4)");
        assertThat(content()).isEqualTo(UNTOUCHED);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "INSERT INTO show VALUES (986175, 3, 10957, 0, 0, 10, 0) | three_theatres",
                "INSERT INTO show VALUES (-328725, -1, 10957, 0, 0, 10, 0) | three_theatres",
                "INSERT INTO show VALUES (-9, 0, 10956, 0, 0, 10, 0) | days_of_a_century",
                "INSERT INTO show VALUES (328725, 0, 47482, 0, 0, 10, 0) | days_of_a_century",
                "INSERT INTO show VALUES (27, 0, 10959, 3, 0, 10, 0) | three_slots",
                "INSERT INTO show VALUES (3, 0, 10957, 0, 3, 10, 0) | three_movies",
                "INSERT INTO show VALUES (1, 0, 10957, 0, 0, 10, 0) | canonical_number",
                "INSERT INTO show VALUES (1, 0, 10957, 0, 1, 0, 0) | seats_of_a_show",
                "INSERT INTO show VALUES (1, 0, 10957, 0, 1, 10001, 0) | seats_of_a_show",
                "INSERT INTO show VALUES (1, 0, 10957, 0, 1, NULL, 0) | NOT NULL",
                "INSERT INTO show VALUES (0, 0, 10957, 0, 0, 20, 0) | UNIQUE",
                "UPDATE show SET capacity = 3 WHERE number = 0 | seats_suffice",
                "UPDATE show SET booked = -1 WHERE number = 9 | seats_suffice",
                "UPDATE show SET number = 1, movie = 1 WHERE number = 0 | FOREIGN KEY",
                "DELETE FROM show WHERE number = 0 | FOREIGN KEY",
                "INSERT INTO booking VALUES (1, 10001, 1) | FOREIGN KEY",
                "INSERT INTO booking VALUES (0, 10001, 1) | UNIQUE",
                "INSERT INTO booking VALUES (0, 10002, 7) | seats_suffice",
                "UPDATE booking SET tickets = 11 | seats_suffice",
                "UPDATE booking SET tickets = 0 | at_least_one_ticket",
                "INSERT INTO booking VALUES (9, 10001, 0) | at_least_one_ticket",
                "INSERT INTO booking VALUES (9, 10001, 10001) | at_least_one_ticket",
                "INSERT INTO booking VALUES (9, 10001, 'two') | cannot store TEXT",
                "INSERT INTO booking VALUES (9, 10001, 1.5) | cannot store REAL",
                "INSERT INTO booking VALUES (9, 1, 1) | customers_only",
                "INSERT INTO booking VALUES (9, 70000, 1) | customers_only",
                "INSERT INTO booking VALUES (328725, 10001, 1) | one_place_at_a_time",
                "UPDATE booking SET show = 9 | a booking keeps its show",
                "UPDATE booking SET customer = 10002 | a booking keeps its show",
            })
    void refuses(String statement, String reason) throws SQLException {
        assertThatThrownBy(() -> run(statement))
                .isInstanceOfSatisfying(
                        SQLException.class,
                        failure -> assertThat(Database.isViolation(failure)).isTrue())
                .hasMessageContaining(reason);
        assertThat(content()).isEqualTo(UNTOUCHED);
    }

    @Test
    void keepsTheSumOfTheTickets() throws SQLException {
        run("INSERT INTO booking VALUES (0, 10002, 6)");
        assertThat(content()).isEqualTo("0:10 9:0 328725:0 | 0,10001:4 0,10002:6");
        run("UPDATE booking SET tickets = tickets - 1");
        assertThat(content()).isEqualTo("0:8 9:0 328725:0 | 0,10001:3 0,10002:5");
        run("DELETE FROM booking WHERE customer = 10002");
        assertThat(content()).isEqualTo("0:3 9:0 328725:0 | 0,10001:3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ShowTable.NEXT,
                ShowTable.LIST,
                BookingTable.PROSPECT,
                BookingTable.SCHEDULE,
                StateTransfer.SCAN
            })
    void givesEachQueryAnIndex(String query) throws SQLException {
        var plan = new ArrayList<String>();
        try (var row = database.prepare("EXPLAIN QUERY PLAN " + query).query()) {
            while (row.next()) {
                plan.add(row.getString("detail"));
            }
        }
        assertThat(plan)
                .anyMatch(step -> step.startsWith("SEARCH"))
                .noneMatch(step -> step.startsWith("SCAN") && !step.equals("SCAN record"));
    }

    @Test
    void numbersShowsInTheirOrder() {
        int number = 0;
        for (var theatre : Theatre.values()) {
            for (var date : List.of(MovieId.FIRST_DATE, LocalDate.of(2000, 1, 2))) {
                for (var slot : TimeSlot.values()) {
                    for (var movie : Movie.values()) {
                        var show = new Show(new MovieId(theatre, date, slot), movie);
                        assertThat(ShowNumber.of(show)).isEqualTo(number);
                        assertThat(ShowNumber.show(number)).isEqualTo(show);
                        number++;
                    }
                }
            }
            number += 36_523 * 9;
        }
        assertThat(ShowNumber.show(number - 1)).hasToString("VERE311299 Titanic");
    }

    private void run(String statement) throws SQLException {
        database.prepare(statement).run();
    }

    private String content() throws SQLException {
        var sum = "SELECT group_concat(number || ':' || booked, ' ') FROM show";
        var all =
                "SELECT group_concat(show || ',' || customer || ':' || tickets, ' ') FROM booking";
        try (var row = database.prepare("SELECT (" + sum + "), (" + all + ")").query()) {
            assertThat(row.next()).isTrue();
            return row.getString(1) + " | " + row.getString(2);
        }
    }
}
