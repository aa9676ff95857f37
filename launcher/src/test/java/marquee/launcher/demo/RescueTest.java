package marquee.launcher.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import marquee.client.FrontEndClient;
import marquee.client.UnreachableException;
import marquee.launcher.demo.Trouble.Kind;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import picocli.CommandLine.Help.Ansi;

/// How replicas are made to fail by what a front end says of its group.
class RescueTest {
    private static final String SAID =
            """
            {"view":{"slots":[{"slot":"R1","state":"ACTIVE","silentMillis":0,"pid":%d}]}}\
            """;
    private static final String NEVER_SAID = SAID.formatted(0);

    private final Queue<String> answers = new ArrayDeque<>();
    private final HttpServer frontEnd =
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    private final FrontEndClient client =
            new FrontEndClient(
                    ImmutableList.of(
                            URI.create("http://127.0.0.1:" + frontEnd.getAddress().getPort())),
                    Duration.ofSeconds(10));
    private final StringWriter told = new StringWriter();
    private final Rescue rescue =
            new Rescue(client, 1, new Narrator(new PrintWriter(told), Ansi.OFF), 0);
    private int status = 200;

    RescueTest() throws IOException {
        frontEnd.createContext(
                "/v1/cluster",
                exchange -> {
                    var bytes = answers.remove().getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(status, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        frontEnd.start();
    }

    @AfterEach
    void close() {
        client.close();
        frontEnd.stop(0);
    }

    @Test
    void waitsUntilEverySlotHasSaidWhichProcessItIs() throws Exception {
        answers.addAll(List.of(NEVER_SAID, NEVER_SAID, SAID.formatted(4711)));

        assertThat(rescue.awaitSettled().pid("R1")).isEqualTo(4711);
    }

    @Test
    void sendsNoSignalToASlotThatHasNotSaidWhichProcessItIs() throws Exception {
        answers.add(NEVER_SAID);
        var before = rescue.status();

        assertThatThrownBy(() -> rescue.strike(new Trouble("R1", Kind.KILL), before))
                .isInstanceOf(UnreachableException.class)
                .hasMessage("R1 has not said which process it is");
        assertThat(told.toString()).isEmpty();
    }

    @Test
    void aFrontEndThatCannotSayHowTheGroupIsTellsOfNoGroup() {
        status = 500;
        answers.add("{\"code\":\"NO_SEQUENCER\"}");

        assertThatThrownBy(rescue::awaitSettled)
                .isInstanceOf(UnreachableException.class)
                .hasMessage("the front end does not say how the cluster is: NO_SEQUENCER");
    }
}
