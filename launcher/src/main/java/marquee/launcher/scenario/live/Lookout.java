package marquee.launcher.scenario.live;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Predicate;
import marquee.client.FrontEndClient;
import marquee.client.UnreachableException;
import marquee.launcher.local.ClusterClient;
import marquee.launcher.local.ClusterStatus;
import marquee.launcher.local.RefusedException;
import marquee.launcher.local.Replacement;
import marquee.launcher.scenario.stage.Stage;
import marquee.launcher.scenario.stage.Stage.Group;
import marquee.launcher.scenario.stage.Stage.Slot;
import marquee.launcher.scenario.stage.StageException;
import marquee.protocol.NodeId;
import marquee.protocol.replication.ReplicaId;

/// Sees how a live cluster is, by asking its front ends.
final class Lookout {
    private static final Duration SETTLED_MAX = Duration.ofSeconds(90);
    private static final Duration HEARD_OF_MAX = Duration.ofSeconds(2);
    private static final Duration LOOK_EVERY = Duration.ofMillis(20);

    private final ClusterClient cluster;
    private final ImmutableMap<Integer, String> first;

    /// By who took over.
    private final Map<String, Replacement> told = new LinkedHashMap<>();

    /// Waits until all slots are filled, and takes note of what they run: a front end is ready with
    /// fewer, and who is not there yet cannot be killed.
    Lookout(FrontEndClient client) throws StageException {
        cluster = new ClusterClient(client);
        var implementations = ImmutableMap.<Integer, String>builder();
        for (var slot : slots(settled())) {
            implementations.put(slot.replica().slot(), slot.implementation());
        }
        first = implementations.buildOrThrow();
    }

    private ClusterStatus settled() throws StageException {
        var status = await(cluster, ClusterStatus::isSettled, SETTLED_MAX);
        if (!status.isSettled()) {
            throw new StageException(
                    "not all replicas are there after %d s: %s"
                            .formatted(SETTLED_MAX.toSeconds(), status.json().path("view")));
        }
        return status;
    }

    /// How the group is. For one thread.
    Group group() throws StageException {
        var status = status();
        return new Group(
                newest(status),
                status.isWhole(),
                status.digests() == ClusterStatus.Digests.EQUAL,
                slots(status),
                replacements(status));
    }

    /// What the cluster says of itself.
    ClusterStatus status() throws StageException {
        return status(cluster);
    }

    /// What the cluster says of itself, if it can also which processes `replicas` are: a sequencer
    /// that has just begun has not heard of them yet.
    ClusterStatus statusOnceHeardOf(ImmutableList<NodeId> replicas) throws StageException {
        return await(
                cluster,
                status -> replicas.stream().allMatch(each -> status.pid(each.toString()) > 0),
                HEARD_OF_MAX);
    }

    private static ClusterStatus status(ClusterClient cluster) throws StageException {
        return await(cluster, _ -> true, Duration.ZERO);
    }

    private static ClusterStatus await(
            ClusterClient cluster, Predicate<ClusterStatus> wanted, Duration most)
            throws StageException {
        try {
            return cluster.await(wanted, most, LOOK_EVERY);
        } catch (UnreachableException | RefusedException e) {
            throw new StageException("the cluster does not answer: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            throw LiveStage.interrupted(e);
        }
    }

    /// How many replies of `slot` a front end has found incorrect: each tells only of its own.
    static long incorrect(int slot, FrontEndClient frontEnd) throws StageException {
        long times = 0;
        for (var event : status(new ClusterClient(frontEnd)).json().path("events")) {
            boolean incorrect = event.path("kind").asText().equals("INCORRECT");
            if (incorrect && event.path("slot").asText().equals("R" + slot)) {
                times += event.path("times").asLong();
            }
        }
        return times;
    }

    /// The number that was ordered last.
    long newest() throws StageException {
        return newest(status());
    }

    private static long newest(ClusterStatus status) {
        return status.json().path("sequencer").path("next").asLong() - 1;
    }

    private static ImmutableList<Slot> slots(ClusterStatus status) {
        var slots = ImmutableList.<Slot>builder();
        for (var slot : status.json().path("view").path("slots")) {
            int number = Integer.parseInt(slot.path("slot").asText().substring(1));
            slots.add(
                    new Slot(
                            new ReplicaId(number, slot.path("incarnation").asInt()),
                            slot.path("implementation").asText(),
                            slot.path("state").asText().equals("ACTIVE")));
        }
        return slots.build();
    }

    /// Replacements are told with who takes over; scenarios speak of who went. A front end that was
    /// started again does not tell of those before.
    private ImmutableList<Stage.Replacement> replacements(ClusterStatus status) {
        status.replacements().forEach(each -> told.put(each.life(), each));
        var running = new LinkedHashMap<>(first);
        var all = ImmutableList.<Stage.Replacement>builder();
        for (var each :
                ImmutableList.sortedCopyOf(
                        Comparator.comparing(Replacement::ordered), told.values())) {
            int slot = Integer.parseInt(each.slot().substring(1));
            var before = running.put(slot, each.implementation());
            all.add(
                    new Stage.Replacement(
                            new ReplicaId(slot, each.incarnation() - 1),
                            each.reason(),
                            before == null ? "" : before,
                            each.implementation()));
        }
        return all.build();
    }
}
