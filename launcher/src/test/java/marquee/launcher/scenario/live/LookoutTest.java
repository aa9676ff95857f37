package marquee.launcher.scenario.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.atomic.AtomicInteger;
import marquee.client.FrontEndClient;
import marquee.launcher.scenario.stage.Stage;
import marquee.launcher.scenario.stage.Stage.Replacement;
import marquee.launcher.scenario.stage.StageException;
import marquee.protocol.NodeId;
import marquee.protocol.replication.ReplicaId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// A server stands in for the front end, and tells of one slot what it is told to.
class LookoutTest {
    private HttpServer frontEnd;
    private FrontEndClient client;
    private final AtomicInteger silences = new AtomicInteger();
    private volatile ObjectNode cluster = cluster(0, "sql");

    @BeforeEach
    void open() throws IOException {
        frontEnd = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        frontEnd.createContext(
                "/v1/cluster",
                exchange -> {
                    try (exchange) {
                        var told = cluster.deepCopy();
                        if (silences.getAndDecrement() > 0) {
                            ((ObjectNode) told.at("/view/slots/0")).put("pid", 0);
                        }
                        var bytes = told.toString().getBytes(StandardCharsets.UTF_8);
                        exchange.sendResponseHeaders(200, bytes.length);
                        exchange.getResponseBody().write(bytes);
                    }
                });
        frontEnd.start();
        var url = URI.create("http://127.0.0.1:" + frontEnd.getAddress().getPort());
        client = new FrontEndClient(ImmutableList.of(url), Stage.PATIENCE);
    }

    @AfterEach
    void close() {
        client.close();
        frontEnd.stop(0);
    }

    @Test
    void remembersReplacementsThatAFrontEndWhichHasBegunAnewDoesNotKnow() throws StageException {
        var lookout = new Lookout(client);
        cluster = cluster(1, "keyvalue");
        replaced(cluster, 1, "keyvalue");
        var early = new Replacement(new ReplicaId(1, 0), "STRUCK_OUT", "sql", "keyvalue");
        assertThat(lookout.group().replacements()).containsExactly(early);

        cluster = cluster(2, "sql");
        replaced(cluster, 2, "sql");

        var late = new Replacement(new ReplicaId(1, 1), "STRUCK_OUT", "keyvalue", "sql");
        assertThat(lookout.group().replacements()).containsExactly(early, late);
    }

    @Test
    void asksAgainForAReplicaOfWhichASequencerThatHasBegunAnewHasNotHeard() throws StageException {
        var lookout = new Lookout(client);
        silences.set(3);

        var status = lookout.statusOnceHeardOf(ImmutableList.of(NodeId.replica(1)));

        assertThat(status.pid("R1")).isEqualTo(4711);
    }

    private static ObjectNode cluster(int incarnation, String implementation) {
        var cluster = JsonNodeFactory.instance.objectNode();
        cluster.withObject("/view")
                .withArray("slots")
                .addObject()
                .put("slot", "R1")
                .put("incarnation", incarnation)
                .put("implementation", implementation)
                .put("state", "ACTIVE")
                .put("silentMillis", 0)
                .put("pid", 4711);
        return cluster;
    }

    private static void replaced(ObjectNode cluster, int incarnation, String implementation) {
        cluster.withArray("events")
                .addObject()
                .put("kind", "REPLACED")
                .put("slot", "R1")
                .put("incarnation", incarnation)
                .put("implementation", implementation)
                .put("reason", "STRUCK_OUT")
                .put("ordered", "2026-11-20T12:00:0%dZ".formatted(incarnation));
    }
}
