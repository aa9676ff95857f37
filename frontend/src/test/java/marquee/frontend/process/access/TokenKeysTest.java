package marquee.frontend.process.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.base.Ascii;
import com.google.common.hash.Hashing;
import com.google.common.io.BaseEncoding;
import com.google.common.primitives.Bytes;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.Arrays;
import java.util.Base64;
import java.util.Objects;
import marquee.applications.booking.UserId;
import marquee.config.ConfigException;
import marquee.config.SecretFile;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Tokens hold exactly while they should, and in one spelling only.
class TokenKeysTest {
    private static final String ALPHABET =
            "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";
    private static final Instant NOW = Instant.parse("2026-11-21T10:00:00Z");
    private static final long CLUSTER = 0x1234_5678_9abc_def0L;

    @TempDir private Path folder;
    private Path file = Path.of("");

    @BeforeEach
    void makeKeys() throws Exception {
        file = folder.resolve("tokens");
        TokenKeys.create(file);
    }

    @Test
    void aTokenSaysWhatWasSignedUntilTheSecondItExpires() throws Exception {
        for (var token : new Token[] {token("ATWC2222", false), token("VERA0001", true)}) {
            var text = keys().sign(token);

            assertThat(text).matches("marquee1\\.[A-Za-z0-9_-]{92}");
            assertThat(keys().verify(text, CLUSTER, NOW)).isEqualTo(token);
            assertThat(keys().verify(text, CLUSTER, token.expires().minusNanos(1)))
                    .isEqualTo(token);
            expect(TokenFault.EXPIRED, text, token.expires());
            expect(TokenFault.EXPIRED, text, token.expires().plusSeconds(1));
        }
    }

    @Test
    void aTokensTagIsOfItsFormToo() throws Exception {
        var text = keys().sign(token("ATWC2222", false));
        var bytes = Base64.getUrlDecoder().decode(text.substring("marquee1.".length()));
        var key = BaseEncoding.base16().lowerCase().decode(Files.readString(file).strip());

        var signed = Bytes.concat("marquee token 1\n".getBytes(UTF_8), Arrays.copyOf(bytes, 37));
        assertThat(Arrays.copyOfRange(bytes, 37, 69))
                .isEqualTo(Hashing.hmacSha256(key).hashBytes(signed).asBytes());
    }

    @Test
    void noTwoTokensAreAlike() throws Exception {
        var token = token("ATWC2222", false);
        assertThat(keys().sign(token)).isNotEqualTo(keys().sign(token));
    }

    @Test
    void whateverCharacterIsChangedTheTokenHoldsNoMore() throws Exception {
        var text = keys().sign(token("ATWC2222", false));
        for (int i = 0; i < text.length(); i++) {
            for (char c : (ALPHABET + "=+/ .\n\u00e9").toCharArray()) {
                if (c != text.charAt(i)) {
                    var changed = text.substring(0, i) + c + text.substring(i + 1);
                    assertThatThrownBy(() -> keys().verify(changed, CLUSTER, NOW))
                            .as(changed)
                            .isInstanceOf(TokenException.class);
                }
            }
        }
    }

    @Test
    void noOtherSpellingOfTheSameBitsIsAToken() throws Exception {
        var text = keys().sign(token("ATWC2222", false));
        var body = text.substring("marquee1.".length());
        for (var other :
                new String[] {
                    "",
                    "marquee1.",
                    body,
                    text + "=",
                    text + "A",
                    text + ".",
                    " " + text,
                    text + " ",
                    text + "\n",
                    text.substring(0, text.length() - 1),
                    Ascii.toUpperCase(text),
                    "Marquee1." + body,
                    "marquee2." + body,
                    "marquee0." + body,
                    "none." + body,
                    text.replace('_', '/').replace('-', '+') + "A",
                    "A".repeat(1_000_000),
                }) {
            expect(TokenFault.MALFORMED, other, NOW);
        }
    }

    @Test
    void aTokenOfAnotherClusterOrAnotherKeyDoesNotHold() throws Exception {
        var foreign = new Token(user("ATWC2222"), false, CLUSTER + 1, NOW.plusSeconds(60));
        expect(TokenFault.FOREIGN, keys().sign(foreign), NOW);

        var other = folder.resolve("other");
        TokenKeys.create(other);
        var stranger = TokenKeys.read(other).sign(token("ATWC2222", false));
        expect(TokenFault.UNKNOWN_KEY, stranger, NOW);
    }

    @Test
    void aUsersTokenIsNotMadeAnOperatorsByItsFirstLetter() throws Exception {
        var text = keys().sign(token("ATWA1111", false));
        assertThat(text).startsWith("marquee1.V"); // 010101.. of U; O begins with 010011
        for (int i = 0; i < ALPHABET.length(); i++) {
            if (ALPHABET.charAt(i) != 'V') {
                var other = ALPHABET.substring(i, i + 1);
                expect(TokenFault.FORGED, "marquee1." + other + text.substring(10), NOW);
            }
        }
    }

    @Test
    void aKeyIsChangedWhileTheTokensOfTheOneBeforeStillHold() throws Exception {
        var first = keys().sign(token("ATWC2222", false));
        TokenKeys.roll(file);
        var second = keys().sign(token("ATWC2222", false));
        assertThat(keys().verify(first, CLUSTER, NOW)).isEqualTo(token("ATWC2222", false));
        assertThat(keys().verify(second, CLUSTER, NOW)).isEqualTo(token("ATWC2222", false));

        TokenKeys.roll(file);
        expect(TokenFault.UNKNOWN_KEY, first, NOW);
        assertThat(keys().verify(second, CLUSTER, NOW)).isNotNull();

        TokenKeys.retire(file);
        expect(TokenFault.UNKNOWN_KEY, second, NOW);
        assertThat(folder).isDirectoryNotContaining("glob:**.new");
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void aFileThatIsNoneIsNamedAndNotShown() throws Exception {
        var key = Files.readString(file);
        for (var text :
                new String[] {"", "\n", "swordfish\n", key + key + key, key + "\n", " " + key}) {
            Files.delete(file);
            SecretFile.create(file, text);
            assertThatThrownBy(() -> TokenKeys.read(file))
                    .isInstanceOf(ConfigException.class)
                    .hasMessage(
                            "token keys %s: expected one or two lines of 64 hexadecimal digits, as ./marquee config token-key makes them"
                                    .formatted(file));
        }
    }

    private TokenKeys keys() throws ConfigException {
        return TokenKeys.read(file);
    }

    private void expect(TokenFault fault, String text, Instant now) {
        assertThatThrownBy(() -> keys().verify(text, CLUSTER, now))
                .isInstanceOf(TokenException.class)
                .hasMessage(fault.name());
    }

    private static Token token(String user, boolean operator) {
        return new Token(user(user), operator, CLUSTER, NOW.plusSeconds(60));
    }

    private static UserId user(String id) {
        return Objects.requireNonNull(UserId.parse(id));
    }
}
