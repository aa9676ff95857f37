package marquee.frontend.process.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyStore;
import java.time.Instant;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLHandshakeException;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManagerFactory;
import marquee.config.ConfigException;
import marquee.config.SecretFile;
import marquee.config.TlsConfig;
import marquee.frontend.process.Edge;
import marquee.frontend.process.access.Access;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A web service behind TLS, with a key store as `keytool` makes it.
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TlsTest {
    private static final String PASSWORD = "correct-horse";

    @TempDir private static Path folder;

    @BeforeAll
    void makeKeyStore() throws Exception {
        SecretFile.create(folder.resolve("password"), PASSWORD + "\n");
        SecretFile.create(folder.resolve("wrong"), "another-word\n");
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
                                "SAN=dns:localhost,ip:127.0.0.1",
                                "-validity",
                                "30",
                                "-storetype",
                                "PKCS12",
                                "-keystore",
                                folder.resolve("keys.p12").toString(),
                                "-storepass",
                                PASSWORD)
                        .redirectErrorStream(true)
                        .start();
        assertThat(made.waitFor()).isZero();
    }

    @ParameterizedTest
    @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
    void answersThoseWhoTrustItsCertificate(String protocol) throws Exception {
        try (var edge = edge(true);
                var client = trusting(protocol)) {
            var answer = get(client, edge);

            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(answer.sslSession().orElseThrow().getProtocol()).isEqualTo(protocol);
            assertThat(answer.headers().firstValue("Strict-Transport-Security")).isPresent();
        }
    }

    @Test
    void makesNoPromiseForALab() throws Exception {
        try (var edge = edge(false);
                var client = trusting("TLSv1.3")) {
            assertThat(get(client, edge).headers().map())
                    .doesNotContainKey("Strict-Transport-Security");
        }
    }

    @Test
    void isNotBelievedByThoseWhoDoNotAndAnswersNobodyPlainly() throws Exception {
        try (var edge = edge(true);
                var stranger = HttpClient.newHttpClient();
                var client = trusting("TLSv1.3")) {
            assertThatThrownBy(() -> get(stranger, edge)).isInstanceOf(SSLHandshakeException.class);
            var plain = edge.raw("GET /healthz HTTP/1.0\r\nHost: localhost\r\n\r\n");
            assertThat(plain).doesNotContain("live");
            assertThat(get(client, edge).statusCode()).isEqualTo(200);
        }
    }

    @Test
    void saysInOneLineWhatIsWrongWithAKeyStore() throws Exception {
        Files.writeString(folder.resolve("garbage"), "no key store");
        var empty = KeyStore.getInstance("PKCS12");
        empty.load(null, null);
        try (var out = Files.newOutputStream(folder.resolve("empty"))) {
            empty.store(out, PASSWORD.toCharArray());
        }

        var mixed = KeyStore.getInstance(folder.resolve("keys.p12").toFile(), word());
        var key = mixed.getKey("frontend", word());
        var chain = mixed.getCertificateChain("frontend");
        mixed.setKeyEntry("frontend", key, "another-word".toCharArray(), chain);
        try (var out = Files.newOutputStream(folder.resolve("mixed"))) {
            mixed.store(out, word());
        }

        expectWrong("mixed", "password", "the key in it has another password than the store");
        expectWrong("nowhere", "password", "there is no such file");
        expectWrong("garbage", "password", "it cannot be read as such");
        expectWrong("empty", "password", "there is no key with a certificate in it");
        expectWrong(
                "keys.p12",
                "wrong",
                "the password in %s is another".formatted(folder.resolve("wrong")));
        assertThatThrownBy(() -> server("keys.p12", "no-password"))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith("password ")
                .hasMessageContaining("there is no such file");
    }

    private static char[] word() {
        return PASSWORD.toCharArray();
    }

    private void expectWrong(String store, String password, String what) {
        assertThatThrownBy(() -> server(store, password))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "key store %s: %s, expected one of the form PKCS12 with a key and its"
                                + " certificates",
                        folder.resolve(store), what);
    }

    private WebPort server(String store, String password) throws ConfigException {
        var config = new TlsConfig(folder.resolve(store), folder.resolve(password));
        return new WebPort(WebLimits.ofLab(), Tls.server(config, Instant.now()), true);
    }

    private Edge edge(boolean strict) throws ConfigException {
        var config = new TlsConfig(folder.resolve("keys.p12"), folder.resolve("password"));
        var limits = WebLimits.ofLab();
        var port = new WebPort(limits, Tls.server(config, Instant.now()), strict);
        return new Edge(Entrances.by(Access.LAB, limits, port));
    }

    private HttpClient trusting(String protocol) throws Exception {
        var store =
                KeyStore.getInstance(folder.resolve("keys.p12").toFile(), PASSWORD.toCharArray());
        var believed = KeyStore.getInstance("PKCS12");
        believed.load(null, null);
        believed.setCertificateEntry("frontend", store.getCertificate("frontend"));
        var managers = TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
        managers.init(believed);
        var context = SSLContext.getInstance("TLS");
        context.init(null, managers.getTrustManagers(), null);
        var parameters = new SSLParameters();
        parameters.setProtocols(new String[] {protocol});
        return HttpClient.newBuilder().sslContext(context).sslParameters(parameters).build();
    }

    private static HttpResponse<String> get(HttpClient client, Edge edge) throws Exception {
        var url = URI.create("https://localhost:" + edge.web.port() + "/healthz");
        return client.send(HttpRequest.newBuilder(url).build(), BodyHandlers.ofString());
    }
}
