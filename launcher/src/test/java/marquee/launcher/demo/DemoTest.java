package marquee.launcher.demo;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import marquee.client.UnreachableException;
import marquee.launcher.console.Narrator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import picocli.CommandLine.Help.Ansi;

/// A demonstration whose cluster fails altogether.
@Timeout(60)
class DemoTest {
    private final HttpServer frontEnd =
            HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);

    DemoTest() throws IOException {
        frontEnd.createContext("/", exchange -> answer(exchange, 404, "NO_SUCH_SHOW"));
        frontEnd.createContext("/v1/cluster", exchange -> answer(exchange, 500, "NO_SEQUENCER"));
        frontEnd.start();
    }

    @AfterEach
    void close() {
        frontEnd.stop(0);
    }

    @Test
    void endsAlthoughItsCustomersBookWhenTheFrontEndDoesNotSayHowTheClusterIs() {
        var url = URI.create("http://127.0.0.1:" + frontEnd.getAddress().getPort());
        var settings = new Demo.Settings(2, 0, LocalDate.of(2023, 5, 15), 1);
        var narrator = new Narrator(new PrintWriter(PrintWriter.nullWriter()), Ansi.OFF);
        try (var demo = new Demo(settings, ImmutableList.of(url), narrator, null)) {
            assertThatThrownBy(demo::run)
                    .isInstanceOf(UnreachableException.class)
                    .hasMessageEndingWith("NO_SEQUENCER");
        }
    }

    private static void answer(HttpExchange exchange, int status, String code) throws IOException {
        var bytes = "{\"code\":\"%s\"}".formatted(code).getBytes(StandardCharsets.UTF_8);
        exchange.getRequestBody().readAllBytes();
        exchange.sendResponseHeaders(status, bytes.length);
        exchange.getResponseBody().write(bytes);
        exchange.close();
    }
}
