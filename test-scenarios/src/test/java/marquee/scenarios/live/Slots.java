package marquee.scenarios.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Streams;
import java.io.IOException;
import java.time.Duration;
import java.util.LinkedHashSet;
import java.util.Set;
import org.awaitility.Awaitility;
import org.awaitility.core.ConditionFactory;

/// The slots of a running cluster, as a front end shows them, and the processes that fill them.
/// Those that were stopped are killed in the end: nobody else may be able to end them.
final class Slots implements AutoCloseable {
    /// How long anything may take on a machine with too much to do: such a one starts a JVM in ten
    /// seconds, and gives joins up and begins them again.
    static final Duration PATIENCE = Duration.ofMinutes(3);

    private final Users users;
    private final Set<ProcessHandle> stopped = new LinkedHashSet<>();

    Slots(Users users) {
        this.users = users;
    }

    /// What fills a slot.
    ///
    /// @param number from 1
    record Slot(int number, int incarnation, String implementation, String state, long pid) {
        /// The process.
        ProcessHandle process() {
            return ProcessHandle.of(pid).orElseThrow();
        }

        boolean isActive() {
            return state.equals("ACTIVE");
        }
    }

    /// All slots as they are now.
    ImmutableList<Slot> now() throws Exception {
        var slots = users.status().json().path("view").path("slots");
        return Streams.stream(slots).map(Slots::slot).collect(ImmutableList.toImmutableList());
    }

    /// The slot `number`, from 1, as it is now.
    Slot now(int number) throws Exception {
        return now().get(number - 1);
    }

    /// Waits until every slot votes.
    ///
    /// @return all slots then
    ImmutableList<Slot> awaitAllActive() throws Exception {
        await().until(() -> now().stream().allMatch(Slot::isActive));
        return now();
    }

    /// Waits until a later incarnation than `before` votes in its slot.
    ///
    /// @return the slot then
    Slot awaitSuccessor(Slot before) throws Exception {
        await().untilAsserted(() ->
                assertThat(now(before.number()))
                        .satisfies(slot ->
                                assertThat(slot.incarnation()).isGreaterThan(before.incarnation()))
                        .matches(Slot::isActive));
        return now(before.number());
    }

    /// Stops a process without a word (SIGSTOP): to others it is one that hangs.
    void stop(ProcessHandle process) throws IOException, InterruptedException {
        stopped.add(process);
        signal(process, "STOP");
    }

    /// Has a stopped process go on (SIGCONT).
    void resume(ProcessHandle process) throws IOException, InterruptedException {
        signal(process, "CONT");
    }

    /// Waits until `process` is there no more.
    static void awaitEnd(ProcessHandle process) {
        await().until(() -> !process.isAlive());
    }

    /// The tests' way of waiting.
    static ConditionFactory await() {
        return Awaitility.await().atMost(PATIENCE).pollInterval(Duration.ofMillis(100));
    }

    @Override
    public void close() {
        stopped.forEach(ProcessHandle::destroyForcibly);
    }

    /// Sends `process` a signal, such as `STOP`.
    static void signal(ProcessHandle process, String signal)
            throws IOException, InterruptedException {
        var pid = Long.toString(process.pid());
        var kill = new ProcessBuilder("kill", "-" + signal, pid).start();
        assertThat(kill.waitFor()).as("kill -%s %s", signal, pid).isZero();
    }

    private static Slot slot(JsonNode json) {
        return new Slot(
                Integer.parseInt(json.path("slot").asText().substring(1)),
                json.path("incarnation").asInt(),
                json.path("implementation").asText(),
                json.path("state").asText(),
                json.path("pid").asLong());
    }
}
