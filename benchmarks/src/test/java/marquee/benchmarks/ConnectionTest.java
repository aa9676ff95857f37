package marquee.benchmarks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// How one reply is told from the next.
class ConnectionTest {
    private static final byte[] REQUEST =
            "GET / HTTP/1.1\r\n\r\n".getBytes(StandardCharsets.US_ASCII);
    private static final int PATIENCE_MILLIS = 10_000;

    private final ServerSocket server;

    /// Held, since the JDK closes a socket that nobody holds, and what the other end has not read
    /// by then is lost.
    private @Nullable Socket accepted;

    ConnectionTest() throws IOException {
        server = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
    }

    @AfterEach
    void stop() throws IOException {
        if (accepted != null) {
            accepted.close();
        }
        server.close();
    }

    @Test
    void repliesOfAKnownLengthFollowEachOther() throws Exception {
        try (var connection =
                to(
                        "HTTP/1.1 201 Created",
                        "Content-Length: 5",
                        "",
                        "HTTP/HTTP/1.1 409 Conflict",
                        "content-length:0",
                        "",
                        "")) {
            assertThat(connection.exchange(REQUEST)).isEqualTo(201);
            assertThat(connection.exchange(REQUEST)).isEqualTo(409);
        }
    }

    @Test
    void chunksAreOneReply() throws Exception {
        try (var connection =
                to(
                        "HTTP/1.1 200 OK",
                        "Transfer-Encoding: chunked",
                        "",
                        "A",
                        "0123456789",
                        "1",
                        "!",
                        "0",
                        "",
                        "HTTP/1.1 503 Later",
                        "Content-Length: 0",
                        "",
                        "")) {
            assertThat(connection.exchange(REQUEST)).isEqualTo(200);
            assertThat(connection.exchange(REQUEST)).isEqualTo(503);
        }
    }

    @Test
    void aReplyOfUnknownLengthAndNoneAtAllAreTold() throws Exception {
        try (var connection = to("HTTP/1.1 200 OK", "", "")) {
            assertThatThrownBy(() -> connection.exchange(REQUEST))
                    .isInstanceOf(IOException.class)
                    .hasMessage("a reply without a length: HTTP/1.1 200 OK");
            assertThatThrownBy(() -> connection.exchange(REQUEST))
                    .isInstanceOf(IOException.class)
                    .hasMessage("the web service broke off");
        }
    }

    /// A connection to somebody who says `lines` and no more.
    private Connection to(String... lines) throws IOException {
        var url = URI.create("http://127.0.0.1:" + server.getLocalPort());
        var connection = Connection.open(url, PATIENCE_MILLIS);
        var web = server.accept();
        accepted = web;
        var replies = String.join("\r\n", lines);
        web.getOutputStream().write(replies.getBytes(StandardCharsets.US_ASCII));
        web.shutdownOutput();
        return connection;
    }
}
