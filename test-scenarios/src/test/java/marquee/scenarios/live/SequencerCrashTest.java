package marquee.scenarios.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import marquee.client.Answer;
import marquee.client.Operation;
import marquee.launcher.local.ClusterPlan;
import marquee.launcher.local.LocalCluster;
import marquee.protocol.NodeId;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Customers book without a pause, each under a new key, while the sequencer is killed and started
/// again on its log.
@Timeout(180)
class SequencerCrashTest {
    private static final int CUSTOMERS = 8;
    private static final int BEFORE = 200;
    private static final int AFTER = 200;

    private final AtomicBoolean stopping = new AtomicBoolean();
    private final AtomicInteger booked = new AtomicInteger();

    @Test
    void noNumberIsUsedTwiceAndNoBookingIsLost(@TempDir Path folder) throws Exception {
        var plan = ClusterPlan.of(folder).withDate(LocalDate.of(2023, 5, 15));
        try (var cluster = LocalCluster.start(plan, _ -> {});
                var users = new Users(cluster.urls())) {
            users.ask("ATWA1111", Operation.ADD, "ATWM160523", "Avatar", 10_000);
            var tasks = ImmutableList.<Callable<ImmutableList<Answer>>>builder();
            IntStream.range(0, CUSTOMERS)
                    .forEach(i -> tasks.add(() -> bookOn(users, "ATWC%04d".formatted(i))));
            tasks.add(() -> crash(cluster, users));

            var answers = Users.atOnce(tasks.build()).stream().flatMap(List::stream).toList();

            assertThat(answers).hasSize(booked.get());
            assertThat(answers).extracting(Answer::sequenceNumber).doesNotHaveDuplicates();
            var left = users.ask("ATWC0000", Operation.LIST, "Avatar").body();
            assertThat(left.path("shows").path(0).path("left").asInt())
                    .isEqualTo(10_000 - answers.size());
            users.expectEqualDigestsOf(4);
        }
    }

    private ImmutableList<Answer> crash(LocalCluster cluster, Users users) throws Exception {
        try {
            awaitBookings(BEFORE);
            var first = bookOnce(users);
            cluster.kill(NodeId.SEQUENCER);
            TimeUnit.MILLISECONDS.sleep(300); // Requests pile up meanwhile.
            cluster.startAgain(NodeId.SEQUENCER);
            var again = bookOnce(users);
            assertThat(again.sequenceNumber()).isEqualTo(first.sequenceNumber());
            assertThat(again.body()).isEqualTo(first.body());
            awaitBookings(booked.get() + AFTER);
            booked.incrementAndGet();
            return ImmutableList.of(first);
        } finally {
            stopping.set(true);
        }
    }

    private static Answer bookOnce(Users users) throws Exception {
        return users.askUnder("once", "ATWC9999", Operation.BOOK, "ATWM160523", "Avatar", 1);
    }

    private void awaitBookings(int count) {
        Awaitility.await().atMost(60, TimeUnit.SECONDS).until(() -> booked.get() >= count);
    }

    /// Books until the end, and expects each booking to count once.
    private ImmutableList<Answer> bookOn(Users users, String customer) throws Exception {
        var answers = new ArrayList<Answer>();
        while (!stopping.get()) {
            var key = customer + "-" + answers.size();
            var answer = users.askUnder(key, customer, Operation.BOOK, "ATWM160523", "Avatar", 1);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
            answers.add(answer);
            assertThat(answer.body().path("held").asInt()).isEqualTo(answers.size());
            booked.incrementAndGet();
        }
        return ImmutableList.copyOf(answers);
    }
}
