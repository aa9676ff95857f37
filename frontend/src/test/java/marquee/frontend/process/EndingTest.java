package marquee.frontend.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.util.ArrayList;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import marquee.frontend.FrontEndEffect.Reason;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A web service that is about to end.
@Timeout(60)
class EndingTest {
    /// So few that all replies are written in time on a machine that has little of it.
    private static final int CLIENTS = 20;

    @Test
    void takesNoMoreConnections() {
        try (var edge = new Edge()) {
            int port = edge.web.port();
            assertThat(edge.get("/v1/shows?movieName=Avatar", Edge.CUSTOMER).status())
                    .isEqualTo(200);

            edge.web.refuse();

            assertThatThrownBy(() -> connectForEver(port)).isInstanceOf(ConnectException.class);
        }
    }

    @Test
    void refusesWhatComesByAnOldConnectionAndSaysThatItWasNotDone() {
        try (var edge = new Edge()) {
            edge.switchboard.finish();

            var answer = edge.get("/v1/shows?movieName=Avatar", Edge.CUSTOMER);

            assertThat(answer.status()).isEqualTo(503);
            assertThat(answer.code()).isEqualTo("NO_AGREEMENT");
            assertThat(answer.body().path("detail").asText()).endsWith("which was not done");
        }
    }

    @Test
    void tellsEverybodyWhoStillWaitsThatNobodyKnowsWhatCameOfHisRequest() throws Exception {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor();
                var edge = new Edge()) {
            refuseOnce(edge);
            edge.order.fallSilent();
            var waiting = new ArrayList<Future<Edge.Answer>>();
            for (int i = 0; i < CLIENTS; i++) {
                waiting.add(
                        threads.submit(
                                () -> edge.get("/v1/shows?movieName=Avatar", Edge.CUSTOMER)));
            }
            edge.order.awaitCalls(1 + CLIENTS);

            edge.web.refuse();
            edge.finish();
            edge.web.close();

            for (var each : waiting) {
                assertThat(each.get().status()).isEqualTo(503);
                assertThat(each.get().header("Retry-After")).isEqualTo("1");
            }
        }
    }

    @Test
    void answersNoMoreQuestionsAboutTheClusterAndSaysThatItEnds() {
        try (var edge = new Edge()) {
            edge.switchboard.finish();

            var date = "{\"date\": \"2023-05-16\"}";
            var faults = "{\"faults\": \"clear\", \"seed\": 1}";
            for (var answer :
                    ImmutableList.of(
                            edge.get("/v1/cluster", ""),
                            edge.put("/v1/business-date", "", date),
                            edge.put("/v1/faults/R2", "", faults))) {
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.code()).isEqualTo("ENDING");
                assertThat(answer.header("Retry-After")).isEqualTo("1");
            }
        }
    }

    /// What writes a refusal is loaded now, and not while the replies have but a second.
    private static void refuseOnce(Edge edge) {
        edge.order.refuse(Reason.HISTORY_FULL);
        assertThat(edge.get("/v1/shows?movieName=Avatar", Edge.CUSTOMER).status()).isEqualTo(503);
    }

    /// The thread that accepts may take one more before it has gone.
    private static void connectForEver(int port) throws IOException {
        while (!Thread.interrupted()) {
            new Socket(InetAddress.getLoopbackAddress(), port).close();
        }
    }
}
