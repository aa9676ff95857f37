package marquee.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import marquee.config.ClusterConfig;
import marquee.config.ExitStatus;
import marquee.config.SecretFile;
import marquee.frontend.process.access.Token;
import marquee.frontend.process.access.TokenKeys;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// `config token-key` and `config token`.
class TokenCommandTest {
    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();
    private Path keys = Path.of("");
    private Path description = Path.of("");

    @BeforeEach
    void describe() throws Exception {
        var text = Files.readString(Path.of("../config/local.json"));
        description =
                Files.writeString(
                        folder.resolve("c.json"),
                        text.replaceFirst("\\{", "{\"tokens\": \"keys\","));
        keys = folder.resolve("keys");
    }

    @Test
    void aTokenIsAllThatIsPrintedAndHoldsForItsDays() throws Exception {
        assertThat(run("config", "token-key", keys.toString())).isZero();
        out.getBuffer().setLength(0);

        assertThat(token("atwc2222", "--days", "2")).isZero();

        assertThat(out.toString()).matches("marquee1\\.[A-Za-z0-9_-]{92}\n");
        var inTime = Instant.now().plus(Duration.ofHours(47));
        assertThat(said(inTime).user()).hasToString("ATWC2222");
        assertThat(said(inTime).operator()).isFalse();
        assertThat(said(inTime).expires())
                .isBefore(Instant.now().plus(Duration.ofHours(49)))
                .isAfter(inTime);
    }

    @Test
    void anAdminMayBeAnOperator() throws Exception {
        assertThat(run("config", "token-key", keys.toString())).isZero();
        out.getBuffer().setLength(0);

        assertThat(token("ATWA1111", "--operator")).isZero();

        assertThat(said(Instant.now()).operator()).isTrue();
    }

    @Test
    void aTokenIsNotShownForAnotherUser() throws Exception {
        assertThat(run("config", "token-key", keys.toString())).isZero();
        out.getBuffer().setLength(0);
        assertThat(token("ATWC2222")).isZero();
        var file = folder.resolve("token");
        SecretFile.create(file, out.toString());

        assertThat(asked("ATWC9999", file)).isEqualTo(ExitStatus.USAGE);

        assertThat(err.toString())
                .startsWith("marquee: --user 'ATWC9999', expected ATWC2222, whose the token");
        assertThat(asked("ATWC2222", file)).isEqualTo(ExitStatus.UNREACHABLE);
    }

    @Test
    void keysAreAddedAndRetiredInTheFileThatIsThere() throws Exception {
        assertThat(run("config", "token-key", keys.toString())).isZero();
        var first = Files.readString(keys);
        assertThat(run("config", "token-key", keys.toString(), "--roll")).isZero();
        assertThat(Files.readString(keys)).endsWith(first).hasLineCount(2);
        assertThat(run("config", "token-key", keys.toString(), "--retire")).isZero();
        assertThat(Files.readString(keys)).hasLineCount(1).doesNotContain(first);

        assertThat(run("config", "token-key", keys.toString())).isEqualTo(ExitStatus.REFUSED);
        assertThat(err.toString()).endsWith("keys: there is another file of that name\n");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "ATWC22222|user 'ATWC22222', expected an ID such as ATWC2222",
                "\u00e4|user '?', expected an ID such as ATWC2222",
                "ATWC2222 --operator|--operator for ATWC2222, expected an admin such as ATWA1111",
                "ATWC2222 --days 0|--days 0, expected a number from 1 to 366",
                "ATWC2222 --days 367|--days 367, expected a number from 1 to 366",
                "ATWC2222 --days soon|Invalid value for option '--days': 'soon' is not a whole number",
                "ATWC2222|keys: there is no such file, expected one for its owner only",
            })
    void whatMakesNoTokenIsToldInOneLine(String words, String reason) {
        assertThat(token(Splitter.on(' ').splitToList(words).toArray(String[]::new)))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString().lines().findFirst().orElse("")).contains(reason);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void aDescriptionWithoutTokensMakesNone() {
        assertThat(run("config", "token", "ATWC2222", "--config", "../config/local.json"))
                .isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString()).contains("names no \"tokens\"").hasLineCount(1);
    }

    private int token(String... words) {
        var arguments = new String[words.length + 4];
        arguments[0] = "config";
        arguments[1] = "token";
        System.arraycopy(words, 0, arguments, 2, words.length);
        arguments[words.length + 2] = "--config";
        arguments[words.length + 3] = description.toString();
        return run(arguments);
    }

    private int asked(String user, Path token) {
        var log = folder.resolve("log").toString();
        var nobody = "http://127.0.0.1:1";
        return run(
                "client",
                "--url",
                nobody,
                "--log",
                log,
                "--user",
                user,
                "--token",
                "" + token,
                "schedule");
    }

    private Token said(Instant now) throws Exception {
        var cluster = ClusterConfig.load(description).clusterId();
        return TokenKeys.read(keys).verify(out.toString().strip(), cluster, now);
    }

    private int run(String... arguments) {
        return Main.commandLineFor(arguments)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
