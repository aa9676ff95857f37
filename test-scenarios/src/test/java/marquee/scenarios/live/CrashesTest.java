package marquee.scenarios.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.Iterables;
import com.google.common.collect.MoreCollectors;
import com.google.common.collect.Multimaps;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import marquee.client.Answer;
import marquee.client.Operation;
import marquee.launcher.local.ClusterPlan;
import marquee.launcher.local.LocalCluster;
import marquee.launcher.local.RoleChild;
import marquee.protocol.NodeId;
import marquee.scenarios.live.Slots.Slot;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Processes of a cluster with two front ends are killed, or stopped and continued, while a crowd
/// books: it sees no wrong answer and no failed one, and in the end every slot votes again. The
/// tests share the cluster, and each has a show of its own.
@Timeout(600)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class CrashesTest {
    private static final ClusterPlan.Size TWO_FRONT_ENDS = ClusterPlan.Size.USUAL.withNodes(4, 2);

    /// How long a process that is stopped stays so at least, in seconds.
    private static final int STOP_SECONDS = Integer.getInteger("live.stopSeconds", 0);

    /// So many bookings are asked for again.
    private static final int EARLY = 10;

    /// So many bookings show that the group works again.
    private static final int SOME = 40;

    private final Path folder;
    private final LocalCluster cluster;
    private final Users users;
    private final Slots slots;

    CrashesTest(@TempDir Path folder) throws Exception {
        this.folder = folder;
        var plan =
                ClusterPlan.of(folder).withDate(LocalDate.of(2023, 5, 15)).withSize(TWO_FRONT_ENDS);
        cluster = Build.start(plan);
        users = new Users(cluster.urls());
        slots = new Slots(users);
    }

    @BeforeEach
    void everybodyVotes() throws Exception {
        slots.awaitAllActive();
    }

    @AfterAll
    void stop() {
        slots.close();
        users.close();
        cluster.close();
        Processes.expectNoneOf(folder);
    }

    @Test
    void aReplicaThatIsKilledIsReplacedByOneOfItsKind() throws Exception {
        try (var crowd = new Crowd(cluster.urls(), "ATWM160523")) {
            crowd.awaitMore(SOME);
            var before = slots.now(1);

            before.process().destroyForcibly();

            var after = slots.awaitSuccessor(before);
            crowd.awaitMore(SOME);
            crowd.stop();
            assertThat(after.implementation()).isEqualTo(before.implementation());
            users.expectEqualDigestsOf(4);
        }
    }

    @Test
    void aReplicaThatHangsIsReplacedAndEnded() throws Exception {
        try (var crowd = new Crowd(cluster.urls(), "ATWA160523")) {
            crowd.awaitMore(SOME);
            var before = slots.now(2);
            var process = before.process();

            slots.stop(process);

            slots.awaitSuccessor(before);
            Slots.awaitEnd(process);
            crowd.awaitMore(SOME);
            crowd.stop();
            users.expectEqualDigestsOf(4);
        }
    }

    /// The manager hangs too, so nobody can end its replica before that one goes on.
    @Test
    void nothingCountsOfWhatAReplicaSaysThatHungWithItsHostAndWakesUp() throws Exception {
        try (var crowd = new Crowd(cluster.urls(), "ATWE160523")) {
            crowd.awaitMore(SOME);
            var before = slots.now(3);
            var process = before.process();
            var manager = process(NodeId.manager(3));
            slots.stop(manager);
            slots.stop(process);
            var moved = slots.awaitSuccessor(before);
            assertThat(hostOf(moved)).isNotEqualTo("RM3");
            TimeUnit.SECONDS.sleep(STOP_SECONDS);
            long dropped = fenced();

            slots.resume(process);

            Slots.await().untilAsserted(() -> assertThat(fenced()).isGreaterThan(dropped));
            crowd.awaitMore(SOME);
            assertThat(slots.now(3)).isEqualTo(moved);
            assertThat(process.isAlive()).isTrue();
            slots.resume(manager);
            Slots.awaitEnd(process);
            awaitHome(moved);
            crowd.stop();
            users.expectEqualDigestsOf(4);
        }
    }

    @Test
    void theReplicaOfAKilledManagerEndsAndMovesAndComesHome() throws Exception {
        try (var crowd = new Crowd(cluster.urls(), "ATWM170523")) {
            crowd.awaitMore(SOME);
            var before = slots.now(4);
            var process = before.process();

            cluster.kill(NodeId.manager(4));

            Slots.awaitEnd(process);
            var moved = slots.awaitSuccessor(before);
            assertThat(hostOf(moved)).isNotEqualTo("RM4");
            crowd.awaitMore(SOME);
            cluster.startAgain(NodeId.manager(4));
            awaitHome(moved);
            crowd.awaitMore(SOME);
            crowd.stop();
            users.expectEqualDigestsOf(4);
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void aManagerAndItsReplicaAreKilledAtOnce(boolean underLoad) throws Exception {
        try (var crowd = new Crowd(cluster.urls(), underLoad ? "ATWA170523" : "ATWE170523")) {
            crowd.awaitMore(SOME);
            if (!underLoad) {
                crowd.stop();
            }
            var before = slots.now(1);

            cluster.kill(NodeId.manager(1));
            before.process().destroyForcibly();

            var moved = slots.awaitSuccessor(before);
            assertThat(hostOf(moved)).isNotEqualTo("RM1");
            cluster.startAgain(NodeId.manager(1));
            awaitHome(moved);
            if (underLoad) {
                crowd.awaitMore(SOME);
                crowd.stop();
            }
            users.expectEqualDigestsOf(4);
        }
    }

    @Test
    void customersOfAKilledFrontEndGoToTheOther() throws Exception {
        try (var crowd = new Crowd(cluster.urls(), "ATWM180523")) {
            crowd.awaitMore(SOME);
            var before = slots.now();

            cluster.kill(NodeId.frontEnd(1));

            crowd.awaitMore(3 * SOME);
            cluster.startAgain(NodeId.frontEnd(1));
            crowd.awaitMore(SOME);
            var bookings = crowd.stop();
            crowd.expectAgain(some(bookings));
            assertThat(slots.now()).isEqualTo(before);
        }
    }

    @Test
    void customersOutliveTheSequencer() throws Exception {
        try (var crowd = new Crowd(cluster.urls(), "ATWA180523")) {
            crowd.awaitMore(SOME);

            cluster.kill(NodeId.SEQUENCER);
            cluster.startAgain(NodeId.SEQUENCER);

            crowd.awaitMore(3 * SOME);
            var bookings = crowd.stop();
            crowd.expectAgain(some(bookings));
            users.expectEqualDigestsOf(4);
        }
    }

    /// A newcomer that is killed before it is where its predecessor ended, which may be the fault
    /// of an entry, and another implementation after it, whose donor may be killed meanwhile. If it
    /// was not even heard of, its host is passed over until its manager comes anew.
    @Test
    void aJoinOutlivesTheCrashOfTheNewcomerAndOfADonor() throws Exception {
        try (var crowd = new Crowd(cluster.urls(), "ATWE180523")) {
            crowd.awaitMore(SOME);
            var before = slots.now(2);
            var donor = slots.now(1);

            var known = new HashSet<>(replicas());
            before.process().destroyForcibly();
            awaitNewcomer(known).destroyForcibly();
            awaitJoin(before, awaitNewcomer(known));
            donor.process().destroyForcibly();

            slots.awaitSuccessor(donor);
            var after = slots.awaitSuccessor(before);
            assertThat(after.incarnation()).isGreaterThan(before.incarnation() + 1);
            assertThat(after.implementation()).isNotEqualTo(before.implementation());
            if (!hostOf(after).equals("RM2")) {
                bringHome(after);
            }
            crowd.awaitMore(SOME);
            crowd.stop();
            users.expectEqualDigestsOf(4);
        }
    }

    @Test
    void keysAreKnownAfterAllReplicasWereReplacedOneAfterTheOther() throws Exception {
        try (var crowd = new Crowd(cluster.urls(), "ATWM190523")) {
            users.ask("ATWA1111", Operation.ADD, "ATWA190523", "Avatar", EARLY);
            var first = new ArrayList<Answer>();
            for (int i = 0; i < EARLY; i++) {
                first.add(bookEarly(i));
            }
            for (var before : slots.now()) {
                before.process().destroyForcibly();
                slots.awaitSuccessor(before);
            }
            crowd.awaitMore(SOME);
            crowd.stop();

            for (int i = 0; i < EARLY; i++) {
                assertThat(bookEarly(i))
                        .usingRecursiveComparison()
                        .ignoringFields("agreedBy")
                        .isEqualTo(first.get(i));
            }
            users.expectEqualDigestsOf(4);
        }
    }

    /// The process that some manager has started beside those that are `known`; it is so from then
    /// on.
    private ProcessHandle awaitNewcomer(Set<ProcessHandle> known) {
        var newcomer =
                Slots.await()
                        .until(
                                () ->
                                        replicas().stream()
                                                .filter(process -> !known.contains(process))
                                                .findFirst(),
                                Optional::isPresent)
                        .orElseThrow();
        known.add(newcomer);
        return newcomer;
    }

    /// The processes that managers have started.
    private ImmutableSet<ProcessHandle> replicas() {
        return cluster.children().stream()
                .filter(child -> child.id().kind() == NodeId.Kind.MANAGER)
                .flatMap(child -> child.handle().children())
                .collect(ImmutableSet.toImmutableSet());
    }

    /// Starts the manager of the slot's own host anew, once the others have left it out.
    private void bringHome(Slot moved) throws Exception {
        var manager = NodeId.manager(moved.number());
        cluster.kill(manager);
        Slots.await()
                .until(() ->
                        !users.status()
                                .json()
                                .path("managers")
                                .path(moved.number() - 1)
                                .path("alive")
                                .asBoolean());
        cluster.startAgain(manager);
        awaitHome(moved);
    }

    /// Waits until `newcomer` joins, or has joined, or has ended.
    private void awaitJoin(Slot before, ProcessHandle newcomer) {
        Slots.await()
                .pollInterval(Duration.ofMillis(10))
                .until(() ->
                        slots.now(before.number()).pid() == newcomer.pid() || !newcomer.isAlive());
    }

    /// One of a customer's few bookings, whose keys are not forgotten.
    private Answer bookEarly(int number) throws Exception {
        var key = "early-" + number;
        return users.askUnder(key, "ATWC7777", Operation.BOOK, "ATWA190523", "Avatar", 1);
    }

    private void awaitHome(Slot moved) {
        Slots.await()
                .untilAsserted(() -> {
                    var now = slots.now(moved.number());
                    assertThat(now.isActive()).isTrue();
                    assertThat(hostOf(now)).isEqualTo("RM" + moved.number());
                });
    }

    /// Which manager's child a replica is.
    private String hostOf(Slot slot) {
        var parent = ProcessHandle.of(slot.pid()).flatMap(ProcessHandle::parent);
        return cluster.children().stream()
                .filter(child -> parent.filter(child.handle()::equals).isPresent())
                .map(child -> child.id().toString())
                .findFirst()
                .orElse("");
    }

    private ProcessHandle process(NodeId id) {
        return cluster.children().stream()
                .filter(child -> child.id().equals(id))
                .map(RoleChild::handle)
                .collect(MoreCollectors.onlyElement());
    }

    /// How many datagrams front ends have dropped because a later incarnation fills the slot.
    private long fenced() throws IOException {
        return Users.linkEvents(cluster.urls(), "link_fenced");
    }

    /// The newest of each customer: older keys may be forgotten after a while (rule P3).
    private static ImmutableList<Crowd.Booking> some(ImmutableList<Crowd.Booking> bookings) {
        var some = ImmutableList.<Crowd.Booking>builder();
        for (var its : Multimaps.index(bookings, Crowd.Booking::customer).asMap().values()) {
            some.addAll(Iterables.skip(its, Math.max(0, its.size() - EARLY)));
        }
        return some.build();
    }
}
