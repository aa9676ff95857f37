package marquee.scenarios.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicLong;
import marquee.client.Answer;
import marquee.client.FrontEndClient;
import marquee.client.Operation;
import marquee.launcher.local.ClusterClient;
import marquee.launcher.local.ClusterStatus;
import marquee.launcher.local.RefusedException;
import marquee.launcher.local.StatusTables;
import marquee.protocol.replication.FaultOrder;
import org.awaitility.Awaitility;

/// The users of a running cluster. May be used by many threads at once.
final class Users implements AutoCloseable {
    private static final Duration DEADLINE = Duration.ofSeconds(60);

    private static final AtomicLong KEYS = new AtomicLong();

    private final FrontEndClient client;

    /// Users of so few keys that none is forgotten, who may repeat themselves for as long as it
    /// takes.
    Users(ImmutableList<URI> urls) {
        var patience = FrontEndClient.Patience.of(DEADLINE);
        client =
                new FrontEndClient(
                        urls,
                        new FrontEndClient.Patience(
                                DEADLINE,
                                patience.attemptMax(),
                                patience.refusedRoundsMax(),
                                DEADLINE));
    }

    /// What `user` is answered, under a key that nobody else has.
    Answer ask(String user, Operation operation, Object... arguments) throws Exception {
        return askUnder("key-" + KEYS.incrementAndGet(), user, operation, arguments);
    }

    /// What `user` is answered under `key`.
    Answer askUnder(String key, String user, Operation operation, Object... arguments)
            throws Exception {
        var words = ImmutableList.<String>builder();
        for (var argument : arguments) {
            words.add(argument.toString());
        }
        return client.send(operation.call(user, user, words.build(), key));
    }

    /// What all `tasks`, done at once, give.
    static <T> ImmutableList<T> atOnce(ImmutableList<Callable<T>> tasks) throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var results = ImmutableList.<T>builder();
            for (var done : threads.invokeAll(tasks)) {
                results.add(done.get());
            }
            return results.build();
        }
    }

    /// The cluster, as its front end sees it.
    ClusterStatus status() throws Exception {
        return new ClusterClient(client).status();
    }

    /// Has a role do wrong `faults` from the next request on, and nothing else.
    void misbehave(String role, String faults) throws Exception {
        new ClusterClient(client).fault(role, new FaultOrder(faults, 1));
    }

    /// What the front ends at `urls` count under `name` together, as on their pages of metrics.
    private static long counted(ImmutableList<URI> urls, String name) throws IOException {
        long count = 0;
        for (var url : urls) {
            count += counted(url, name);
        }
        return count;
    }

    /// How often the links, the sockets and the loops of the front ends at `urls` count `event`.
    static long linkEvents(ImmutableList<URI> urls, String event) throws IOException {
        return counted(urls, "marquee_link_events_total{event=\"%s\"}".formatted(event));
    }

    /// Of how many replies of a slot the front ends at `urls` have made `verdict`.
    static long replies(ImmutableList<URI> urls, int slot, String verdict) throws IOException {
        return counted(
                urls,
                "marquee_replies_total{slot=\"R%d\",verdict=\"%s\"}".formatted(slot, verdict));
    }

    private static long counted(URI url, String name) throws IOException {
        try (var page = url.resolve("/metrics").toURL().openStream()) {
            return new String(page.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> line.startsWith(name + " "))
                    .mapToLong(line -> (long) Double.parseDouble(line.substring(name.length())))
                    .sum();
        }
    }

    /// Waits until the digests of `replicas` can be compared, and expects them to be equal. That
    /// the status is refused meanwhile is no end of it.
    void expectEqualDigestsOf(int replicas) {
        Awaitility.await()
                .atMost(Slots.PATIENCE)
                .pollInterval(Duration.ofMillis(100))
                .ignoreException(RefusedException.class)
                .untilAsserted(() -> {
                    var status = status();
                    assertThat(status.active()).isEqualTo(replicas);
                    assertThat(status.digests())
                            .as(String.join("\n", new StatusTables(status).lines()))
                            .isEqualTo(ClusterStatus.Digests.EQUAL);
                });
    }

    @Override
    public void close() {
        client.close();
    }
}
