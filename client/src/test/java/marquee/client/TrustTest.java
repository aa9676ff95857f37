package marquee.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Duration;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import marquee.client.FrontEndClient.Patience;
import marquee.config.ConfigException;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/// A client believes the front end whose certificate it was given, and no other.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TrustTest {
    private static final char[] PASSWORD = "correct-horse".toCharArray();

    @TempDir private static Path folder;
    private HttpsServer server;

    @BeforeAll
    void serve() throws Exception {
        var keytool = Path.of(System.getProperty("java.home"), "bin", "keytool").toString();
        var made =
                new ProcessBuilder(
                                keytool,
                                "-genkeypair",
                                "-keyalg",
                                "EC",
                                "-alias",
                                "frontend",
                                "-dname",
                                "CN=localhost",
                                "-ext",
                                "SAN=dns:localhost",
                                "-validity",
                                "30",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                folder.resolve("keys.p12").toString(),
                                "-storepass",
                                new String(PASSWORD))
                        .redirectErrorStream(true)
                        .start();
        assertThat(made.waitFor()).isZero();
        var keys = KeyStore.getInstance(folder.resolve("keys.p12").toFile(), PASSWORD);
        var pem =
                Base64.getMimeEncoder()
                        .encodeToString(keys.getCertificate("frontend").getEncoded());
        Files.writeString(
                folder.resolve("ca.pem"),
                "-----BEGIN CERTIFICATE-----\n" + pem + "\n-----END CERTIFICATE-----\n");
        var managers = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
        managers.init(keys, PASSWORD);
        var context = SSLContext.getInstance("TLS");
        context.init(managers.getKeyManagers(), null, null);
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(context));
        server.createContext(
                "/",
                exchange -> {
                    var body = "{\"status\":\"OK\"}".getBytes(StandardCharsets.UTF_8);
                    exchange.sendResponseHeaders(200, body.length);
                    exchange.getResponseBody().write(body);
                    exchange.close();
                });
        server.start();
    }

    @AfterAll
    void close() {
        server.stop(0);
    }

    @Test
    void believesTheCertificateThatItWasGiven() throws Exception {
        try (var client = client(Credentials.NONE.believing(folder.resolve("ca.pem")))) {
            assertThat(client.get("/v1/cluster", "status").isOk()).isTrue();
        }
    }

    @Test
    void givesUpSoonWhereItDoesNotBelieve() {
        try (var client = client(Credentials.NONE)) {
            assertThatThrownBy(() -> client.get("/v1/cluster", "status"))
                    .isInstanceOf(UnreachableException.class)
                    .hasMessageContaining("is not to be believed");
        }
    }

    @Test
    void saysWhatIsWrongWithCertificates() throws Exception {
        for (var text :
                new String[] {"", "no certificate", "-----BEGIN CERTIFICATE-----\nAAAA\n"}) {
            var file = Files.writeString(folder.resolve("wrong.pem"), text);
            assertThatThrownBy(() -> Credentials.NONE.believing(file))
                    .isInstanceOf(ConfigException.class)
                    .hasMessageStartingWith("certificates " + file + ": ")
                    .hasMessageEndingWith(", expected some in the form PEM");
        }
        assertThatThrownBy(() -> Credentials.NONE.believing(folder.resolve("nowhere")))
                .hasMessageContaining("there is no such file");
    }

    private FrontEndClient client(Credentials credentials) {
        var url = URI.create("https://localhost:" + server.getAddress().getPort());
        return new FrontEndClient(
                ImmutableList.of(url), Patience.of(Duration.ofSeconds(60)), credentials);
    }
}
