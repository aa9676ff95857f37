package marquee.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import marquee.config.ExitStatus;
import marquee.config.SecretFile;
import marquee.launcher.local.RunState;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The command `status` of a cluster of which one front end answers.
class StatusCommandTest {
    private static final String ANSWER =
            "{\"view\":{\"slots\":[]},\"frontends\":[{\"id\":\"frontend-1\"}]}";

    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private final HttpServer first = server(200, ANSWER);

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

        assertThat(out).hasToString(ANSWER + "\n");
        assertThat(err).hasToString("the front end " + url(second) + " cannot say: who asks\n");
    }

    /// Nobody has typed the address of the local cluster's front end.
    @Test
    void sendsNoTokenInPlainTextToAnotherMachineThoughTheLocalClusterHasAFrontEndThere(
            @TempDir Path home) throws Exception {
        var folder = Files.createDirectories(home.resolve("marquee/local"));
        var here = RunState.Running.of("supervisor", ProcessHandle.current());
        Files.writeString(
                folder.resolve("run.json"),
                """
                {"supervisor":{"name":"supervisor","pid":%d,"started":"%s"},"roles":[],\
                "urls":["http://192.0.2.7:8080"],"description":"cluster.json"}\
                """
                        .formatted(here.pid(), here.started()));
        var token = home.resolve("token");
        SecretFile.create(token, "marquee1.abc");
        var status =
                new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "status",
                        "--token",
                        token.toString());
        status.environment().put("XDG_STATE_HOME", home.toString());
        var process = status.redirectErrorStream(true).start();
        var said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(process.waitFor()).isEqualTo(ExitStatus.USAGE);
        assertThat(said).startsWith("marquee: http://192.0.2.7:8080 has no TLS").hasLineCount(1);
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
