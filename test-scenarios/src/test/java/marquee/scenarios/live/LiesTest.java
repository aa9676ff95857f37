package marquee.scenarios.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.time.LocalDate;
import marquee.client.Operation;
import marquee.launcher.local.ClusterPlan;
import marquee.launcher.local.LocalCluster;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Replicas of a cluster with two front ends lie, are slow and hang while requests come through the
/// front ends in turn; all are answered right. Whoever answers three consecutive ones incorrectly
/// is replaced, and nobody else for his answers (docs/protocol.md, P29). The tests share the
/// cluster.
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class LiesTest {
    private static final ClusterPlan.Size TWO_FRONT_ENDS = ClusterPlan.Size.USUAL.withNodes(4, 2);

    /// What a front end counts when a datagram comes twice that was sent once.
    private static final String DOUBLED = "link_replayed";

    private final Path folder;
    private final LocalCluster cluster;
    private final Users users;
    private final Slots slots;
    private final ImmutableList<Users> inTurn;
    private int asked;

    LiesTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        var plan =
                ClusterPlan.of(folder).withDate(LocalDate.of(2023, 5, 15)).withSize(TWO_FRONT_ENDS);
        cluster = Build.start(plan);
        users = new Users(cluster.urls());
        slots = new Slots(users);
        inTurn =
                cluster.urls().stream()
                        .map(url -> new Users(ImmutableList.of(url)))
                        .collect(ImmutableList.toImmutableList());
    }

    @BeforeEach
    void everybodyVotes() throws Exception {
        users.misbehave("all", "clear");
        slots.awaitAllActive();
    }

    @AfterAll
    void stop() {
        inTurn.forEach(Users::close);
        slots.close();
        users.close();
        cluster.close();
        Processes.expectNoneOf(folder);
    }

    @Test
    void threeIncorrectAnswersInARowReplaceByAnotherImplementation() throws Exception {
        var before = slots.now(2);

        users.misbehave("R2", "wrong-reply:3");
        ask(3);

        assertThat(slots.awaitSuccessor(before).implementation())
                .isNotEqualTo(before.implementation());
        ask(2);
        users.expectEqualDigestsOf(4);
    }

    @Test
    void oneTwoAndTwoAfterARightOneDoNotReplace() throws Exception {
        var before = slots.now(3);
        long lies = incorrect(3);

        users.misbehave("R3", "wrong-reply:1");
        ask(2);
        users.misbehave("R3", "wrong-reply:2");
        ask(3);
        users.misbehave("R3", "wrong-reply:1");
        ask(2);
        users.misbehave("R3", "wrong-reply:2");
        ask(4);

        Slots.await().untilAsserted(() -> assertThat(incorrect(3)).isEqualTo(lies + 6));
        users.expectEqualDigestsOf(4);
        assertThat(slots.now(3)).isEqualTo(before);
    }

    /// The liar tells one lie in eight replies, so it is never convicted: right ones to repeats do
    /// not count for it, and of two or three between two lies all may be to repeats.
    @Test
    void aReplicaThatHangsIsReplacedThoughALiarIsNotYetFound() throws Exception {
        var liar = slots.now(1);
        var hangs = slots.now(4);
        var process = hangs.process();
        long lies = incorrect(1);
        try (var crowd = new Crowd(cluster.urls(), "ATWM170523")) {
            users.misbehave("R1", "wrong-reply:1/8");
            Slots.await().until(() -> incorrect(1) > lies);

            slots.stop(process);

            slots.awaitSuccessor(hangs);
            Slots.awaitEnd(process);
            crowd.awaitMore(10);
            crowd.stop();
        }
        assertThat(slots.now(1)).isEqualTo(liar);
    }

    @Test
    void aSlowReplicaALossyOneAndASlowFrontEndDoNotReplace() throws Exception {
        var before = slots.now();
        long doubled = Users.linkEvents(cluster.urls(), DOUBLED);
        users.misbehave("R1", "slow:30ms");
        users.misbehave("R2", "drop:10%,duplicate:5%,reorder:10%");
        users.misbehave("frontend-2", "delay:30ms");
        try (var crowd = new Crowd(cluster.urls(), "ATWA170523")) {
            crowd.awaitMore(300);
            var bookings = crowd.stop();
            assertThat(bookings)
                    .as("answers that had to wait for R1, every second one if nobody is slow")
                    .filteredOn(booking -> booking.answer().agreedBy().contains("R1"))
                    .hasSizeLessThan(bookings.size() / 5);
        }
        assertThat(Users.linkEvents(cluster.urls(), DOUBLED)).isGreaterThan(doubled);
        users.misbehave("all", "clear");
        users.expectEqualDigestsOf(4);
        assertThat(slots.now()).isEqualTo(before);
    }

    /// Asks `count` times, through the front ends in turn, and expects right answers.
    private void ask(int count) throws Exception {
        for (int i = 0; i < count; i++) {
            asked++;
            var answer =
                    inTurn.get(asked % inTurn.size())
                            .ask("ATWA1111", Operation.ADD, "ATWM160523", "Avatar", asked);
            assertThat(answer.isOk()).as(answer.toString()).isTrue();
            assertThat(answer.body().path("left").asInt()).isEqualTo(asked);
        }
    }

    /// How many replies of a slot the front ends have judged incorrect.
    private long incorrect(int slot) throws Exception {
        return Users.replies(cluster.urls(), slot, "incorrect");
    }
}
