package marquee.scenarios.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import marquee.client.Answer;
import marquee.client.Operation;
import marquee.launcher.demo.WorkedExamples;
import marquee.launcher.local.ClusterPlan;
import marquee.launcher.local.LocalCluster;
import marquee.launcher.scenario.Seen;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A cluster without faults whose business date begins on Monday 2023-05-15, shared by the tests,
/// which keep to shows of their own.
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HealthyClusterTest {
    private static final LocalDate MONDAY = LocalDate.of(2023, 5, 15);

    private final Path folder;
    private final LocalCluster cluster;
    private final Users users;

    HealthyClusterTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        cluster = Build.start(ClusterPlan.of(folder).withDate(MONDAY));
        users = new Users(cluster.urls());
    }

    @AfterAll
    void stop() {
        users.close();
        cluster.close();
        Processes.expectNoneOf(folder);
    }

    @Test
    void answersTheWorkedExamplesOfTheDomain() throws Exception {
        for (var example : new WorkedExamples(MONDAY).examples()) {
            var answer =
                    users.ask(example.user(), example.operation(), example.arguments().toArray());

            assertThat(Seen.of(answer)).as(example.typed()).isEqualTo(example.expected());
        }
    }

    @Test
    void sellsFiveHundredSeatsToExactlyFiveHundredOfAThousand() throws Exception {
        assertThat(users.ask("OUTA1111", Operation.ADD, "OUTE160523", "Titanic", 500).code())
                .isEqualTo("ADDED");
        var bookings =
                IntStream.range(0, 1_000)
                        .<Callable<Answer>>mapToObj(i -> () -> book("OUTC%04d".formatted(i)))
                        .collect(ImmutableList.toImmutableList());

        var answers = Users.atOnce(bookings);

        assertThat(answers).filteredOn(Answer::isOk).hasSize(500);
        assertThat(answers)
                .filteredOn(answer -> !answer.isOk())
                .extracting(Answer::code)
                .containsOnly("NOT_ENOUGH_SEATS");
        assertThat(answers).extracting(Answer::sequenceNumber).doesNotHaveDuplicates();
        users.expectEqualDigestsOf(4);
    }

    @Test
    void givesTheFirstAnswerAgainUnderTheSameKey() throws Exception {
        users.ask("VERA1111", Operation.ADD, "VERM180523", "Avatar", 9);

        var first = users.askUnder("once", "VERC4444", Operation.BOOK, "VERM180523", "Avatar", 2);
        var again = users.askUnder("once", "VERC4444", Operation.BOOK, "VERM180523", "Avatar", 2);
        var other = users.askUnder("once", "VERC4444", Operation.BOOK, "VERM180523", "Avatar", 3);

        assertThat(again.sequenceNumber()).isEqualTo(first.sequenceNumber());
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(other.code()).isEqualTo("KEY_REUSED");
    }

    @Test
    void agreesOnOneStateWithAnotherImplementationInEachSlot() throws Exception {
        users.ask("ATWA1111", Operation.ADD, "ATWE190523", "Avengers", 20);
        users.ask("VERC5555", Operation.BOOK, "ATWE190523", "Avengers", 3);

        users.expectEqualDigestsOf(4);

        assertThat(users.status().json().path("view").path("slots"))
                .extracting(slot -> slot.path("implementation").asText())
                .containsExactly("collections", "sql", "keyvalue", "theatres");
    }

    private Answer book(String customer) throws Exception {
        return users.ask(customer, Operation.BOOK, "OUTE160523", "Titanic", 1);
    }
}
