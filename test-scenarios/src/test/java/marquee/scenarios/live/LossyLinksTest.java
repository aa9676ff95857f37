package marquee.scenarios.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import java.util.stream.IntStream;
import marquee.client.Operation;
import marquee.launcher.local.ClusterPlan;
import marquee.protocol.NodeId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Links that lose a fifth of all datagrams, double a tenth, reorder a tenth and corrupt a
/// twentieth, all at once and everywhere.
@Timeout(600)
class LossyLinksTest {
    private static final String FAULTS = "drop:20%,duplicate:10%,reorder:10%,corrupt:5%";

    // What the front end counts of all that.
    private static final String LOST = "link_retransmitted";
    private static final String DOUBLED = "link_replayed";
    private static final String LATE = "link_out_of_order";
    private static final String DAMAGED = "node_bad_tag";

    private static final int CUSTOMERS = 10;
    private static final int BOOKINGS = 15;

    @TempDir private Path folder;

    @AfterEach
    void nothingIsLeftRunning() {
        Processes.expectNoneOf(folder);
    }

    @Test
    void everyRequestIsAnsweredAndAllReplicasAgree() throws Exception {
        var plan =
                ClusterPlan.of(folder).withDate(LocalDate.of(2023, 5, 15)).withFaults(everywhere());
        try (var cluster = Build.start(plan);
                var users = new Users(cluster.urls())) {
            users.ask("ATWA1111", Operation.ADD, "ATWM160523", "Avatar", 1_000);
            var customers =
                    IntStream.range(0, CUSTOMERS)
                            .<Callable<Integer>>mapToObj(
                                    i -> () -> bookOneByOne(users, "ATWC%04d".formatted(i)))
                            .collect(ImmutableList.toImmutableList());

            assertThat(Users.atOnce(customers)).containsOnly(BOOKINGS);

            users.expectEqualDigestsOf(4);
            for (var event : ImmutableList.of(LOST, DOUBLED, LATE, DAMAGED)) {
                assertThat(Users.linkEvents(cluster.urls(), event)).as(event).isPositive();
            }
        }
    }

    /// How many tickets the customer was told he holds in the end.
    private static int bookOneByOne(Users users, String customer) throws Exception {
        int held = 0;
        for (int i = 0; i < BOOKINGS; i++) {
            var answer = users.ask(customer, Operation.BOOK, "ATWM160523", "Avatar", 1);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
            held = answer.body().path("held").asInt();
        }
        return held;
    }

    private static ImmutableMap<NodeId, String> everywhere() {
        var faults = ImmutableMap.<NodeId, String>builder();
        faults.put(NodeId.SEQUENCER, FAULTS).put(NodeId.frontEnd(1), FAULTS);
        for (int slot = 1; slot <= 4; slot++) {
            faults.put(NodeId.replica(slot), FAULTS).put(NodeId.manager(slot), FAULTS);
        }
        return faults.buildOrThrow();
    }
}
