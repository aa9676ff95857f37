package marquee.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.Inet4Address;
import java.net.NetworkInterface;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import marquee.config.ConfigException;
import marquee.config.SecretFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A token comes from a file of its owner's or from the environment, and is never shown.
class CredentialsTest {
    /// ATWC2222's.
    static final String TOKEN =
            "marquee1.VUFUV0MyMjIyAAAAAAAAAAEAAAAAZVPxAAAAAAcBAgMEBQYHCA" + "A".repeat(42);

    @TempDir private Path folder;

    @Test
    void theFileCountsBeforeTheEnvironment() throws Exception {
        var file = folder.resolve("token");
        SecretFile.create(file, "marquee1.file\n");

        assertThat(Credentials.of(file, "marquee1.other").token()).isEqualTo("marquee1.file");
        assertThat(Credentials.of(null, "marquee1.other").token()).isEqualTo("marquee1.other");
        assertThat(Credentials.of(null, null).token()).isEmpty();
        assertThat(Credentials.of(file, null)).hasToString("a token");
    }

    @Test
    void aTokenSaysWhoseItIsWhereItsFormIsKnown() throws Exception {
        var admins = TOKEN.replace("VUFUV0MyMjIy", "T0FUV0ExMTEx");

        assertThat(Credentials.of(null, TOKEN).user()).hasToString("ATWC2222");
        assertThat(Credentials.of(null, admins).user()).hasToString("ATWA1111");
        for (var other : List.of("marquee1.other", "marquee2" + TOKEN.substring(8), "letmein")) {
            assertThat(Credentials.of(null, other).user()).isNull();
        }
        assertThat(Credentials.of(null, "marquee1." + "A".repeat(92)).user()).isNull();
        assertThat(Credentials.NONE.user()).isNull();
    }

    @Test
    void aMissingFileIsSaidToBeThatOfAToken() {
        var file = folder.resolve("nowhere");

        assertThatThrownBy(() -> Credentials.of(file, null))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "token %s: there is no such file, expected one for its owner only"
                                .formatted(file));
    }

    @Test
    void aFileThatOthersMayReadIsRefused() throws Exception {
        var file = folder.resolve("token");
        SecretFile.create(file, "marquee1.file\n");
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));

        assertThatThrownBy(() -> Credentials.of(file, null))
                .isInstanceOf(ConfigException.class)
                .hasMessage("token %s: others may use it (rw-r--r--), expected mode 600", file);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"http://lab.example.edu:8080", "http://203.0.113.7", "http://localhost.x"})
    void aTokenGoesPlainlyToThisMachineOnly(String url) throws Exception {
        var shown = Credentials.of(null, "marquee1.other");
        var near = List.of("https://lab.example.edu", "http://localhost:1", "http://127.0.0.2:1");

        shown.requireSecrecy(near.stream().map(URI::create).toList());
        shown.requireSecrecy(List.of(URI.create("http://[::1]:8080")));
        assertThatThrownBy(() -> shown.requireSecrecy(List.of(URI.create(url))))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        url
                                + " has no TLS, so that the token could be read on its way:"
                                + " expected https, a front end of this machine, or --insecure");
        Credentials.NONE.requireSecrecy(List.of(URI.create(url)));
    }

    @Test
    void aTokenGoesPlainlyToEveryAddressOfThisMachine() throws Exception {
        var shown = Credentials.of(null, "marquee1.other");
        var here =
                NetworkInterface.networkInterfaces()
                        .flatMap(NetworkInterface::inetAddresses)
                        .filter(Inet4Address.class::isInstance)
                        .map(address -> URI.create("http://" + address.getHostAddress() + ":1"))
                        .toList();

        shown.requireSecrecy(here);

        assertThat(here).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "two words", "line\nline", "t\u00f6ken", "a\u0000b"})
    void whatCannotBeATokenIsNotSent(String text) {
        assertThatThrownBy(() -> Credentials.of(null, text))
                .isInstanceOf(ConfigException.class)
                .hasMessage(
                        "MARQUEE_TOKEN: expected one token, as ./marquee config token prints it");
        assertThatThrownBy(() -> Credentials.of(null, "x".repeat(513)))
                .isInstanceOf(ConfigException.class);
    }
}
