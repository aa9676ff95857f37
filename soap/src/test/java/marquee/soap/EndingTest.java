package marquee.soap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.concurrent.CompletableFuture;
import marquee.frontend.FrontEndEffect.Reason;
import marquee.frontend.process.Edge;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/// A SOAP service that is about to end.
@Timeout(60)
class EndingTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int CLIENTS = 16;
    private static final String LIST =
            "<S:Envelope xmlns:S='http://schemas.xmlsoap.org/soap/envelope/'><S:Body>"
                    + "<m:listMovieShowsAvailability xmlns:m='urn:marquee:booking'>"
                    + "<movieName>Avatar</movieName></m:listMovieShowsAvailability>"
                    + "</S:Body></S:Envelope>";

    @Test
    void takesNoMoreConnectionsAndTellsEverybodyWhoStillWaitsThatNobodyKnowsWhatCameOfHisRequest()
            throws Exception {
        try (var edge = new Edge()) {
            var soap = StockClientTest.open(edge);
            int port = soap.port();
            // What writes a fault is loaded now, and not while the replies have but a second.
            edge.order.refuse(Reason.HISTORY_FULL);
            assertThat(HTTP.send(list(port), BodyHandlers.ofString()).body())
                    .contains("NO_AGREEMENT");
            edge.order.fallSilent();
            var waiting = new ArrayList<CompletableFuture<HttpResponse<String>>>();
            for (int i = 0; i < CLIENTS; i++) {
                waiting.add(HTTP.sendAsync(list(port), BodyHandlers.ofString()));
            }
            edge.order.awaitCalls(1 + CLIENTS);

            soap.refuse();
            assertThatThrownBy(() -> connectForEver(port)).isInstanceOf(ConnectException.class);
            edge.finish();
            soap.close();

            for (var each : waiting) {
                assertThat(each.get().statusCode()).isEqualTo(500);
                assertThat(each.get().body()).contains("NO_AGREEMENT: what came of the request is");
            }
        }
    }

    private static HttpRequest list(int port) {
        return HttpRequest.newBuilder(
                        URI.create("http://127.0.0.1:" + port + "/soap/booking/ATWC2222"))
                .header("Content-Type", "text/xml")
                .POST(BodyPublishers.ofString(LIST))
                .build();
    }

    /// The thread that accepts may take some more before it has gone.
    private static void connectForEver(int port) throws IOException {
        while (!Thread.interrupted()) {
            new Socket(InetAddress.getLoopbackAddress(), port).close();
        }
    }
}
