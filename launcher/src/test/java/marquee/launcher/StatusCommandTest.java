package marquee.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import marquee.config.ExitStatus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The command `status` of a cluster of which one front end answers.
class StatusCommandTest {
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final HttpServer first = server(200, "{\"frontends\":[{\"id\":\"frontend-1\"}]}");

    StatusCommandTest() throws IOException {}

    @AfterEach
    void close() {
        first.stop(0);
    }

    @Test
    void warnsOfAFrontEndThatDoesNotAnswer() {
        assertThat(status(url(first) + ",http://127.0.0.1:1")).isEqualTo(ExitStatus.DONE);

        assertThat(out.toString()).contains("frontend-1");
        assertThat(err).hasToString("the front end http://127.0.0.1:1 does not answer\n");
    }

    @Test
    void warnsOfAFrontEndThatCannotSay() throws IOException {
        var second = server(401, "{\"code\":\"NO_IDENTITY\",\"detail\":\"who asks\"}");
        try {
            assertThat(status(url(first) + "," + url(second), "--json")).isEqualTo(ExitStatus.DONE);
        } finally {
            second.stop(0);
        }

        assertThat(out).hasToString("{\"frontends\":[{\"id\":\"frontend-1\"}]}\n");
        assertThat(err).hasToString("the front end " + url(second) + " cannot say: who asks\n");
    }

    private static HttpServer server(int status, String body) throws IOException {
        var address = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var server = HttpServer.create(address, 0);
        var bytes = body.getBytes(StandardCharsets.UTF_8);
        server.createContext(
                "/v1/cluster",
                exchange -> {
                    exchange.sendResponseHeaders(status, bytes.length);
                    exchange.getResponseBody().write(bytes);
                    exchange.close();
                });
        server.start();
        return server;
    }

    private static String url(HttpServer server) {
        return "http://127.0.0.1:" + server.getAddress().getPort();
    }

    private int status(String urls, String... options) {
        var line = Main.commandLineFor("status");
        var words = new String[options.length + 3];
        words[0] = "status";
        words[1] = "--url";
        words[2] = urls;
        System.arraycopy(options, 0, words, 3, options.length);
        return line.setOut(new PrintWriter(out)).setErr(new PrintWriter(err)).execute(words);
    }
}
