package marquee.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// The command `client` that is told to end while it waits.
@Timeout(60)
class ClientEndTest {
    private static final Pattern ADVICE =
            Pattern.compile("the outcome is unknown; --key (\\S+) repeats it safely .*\n");

    @TempDir private Path logs;

    @Test
    void tellsAndNotesTheKeyOfABookingThatMayBeDone() throws Exception {
        try (var frontEnd = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            var client = client(frontEnd.getLocalPort());
            try (var call = frontEnd.accept()) {
                assertThat(call.getInputStream().read()).isEqualTo('P'); // POST.
                client.toHandle().destroy();
                var said = client.getInputStream().readAllBytes();

                var advice = ADVICE.matcher(new String(said, StandardCharsets.UTF_8));
                assertThat(advice.matches()).isTrue();
                assertThat(Files.readString(logs.resolve("ATWC2222.log")))
                        .endsWith(
                                " book ATWM160523 Avatar 2 key %s -> UNKNOWN the client was ended"
                                                .formatted(advice.group(1))
                                        + " before the answer\n");
            } finally {
                client.destroyForcibly();
            }
        }
    }

    private Process client(int port) throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Main.class.getName(),
                        "client",
                        "--url",
                        "http://127.0.0.1:" + port,
                        "--user",
                        "ATWC2222",
                        "--log",
                        logs.toString(),
                        "book",
                        "ATWM160523",
                        "Avatar",
                        "2")
                .redirectErrorStream(true)
                .start();
    }
}
