package marquee.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.channels.ClosedByInterruptException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SecretFileTest {
    @TempDir private Path folder;
    private Path file = Path.of("");

    @BeforeEach
    void name() {
        file = folder.resolve("secret");
    }

    @Test
    void aSecretIsDrawnForItsOwnerOnly() throws Exception {
        var other = folder.resolve("other");
        SecretFile.makeSecret(file);
        SecretFile.makeSecret(other);

        assertThat(SecretFile.readSecret(file)).hasSize(SecretFile.SECRET_SIZE);
        assertThat(SecretFile.readSecret(file)).isEqualTo(SecretFile.readSecret(file));
        assertThat(SecretFile.readSecret(file)).isNotEqualTo(SecretFile.readSecret(other));
        assertThat(Files.getPosixFilePermissions(file))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
    }

    @Test
    void nothingIsOverwritten() throws Exception {
        SecretFile.makeSecret(file);
        var before = SecretFile.readSecret(file);

        assertThatThrownBy(() -> SecretFile.makeSecret(file))
                .isInstanceOf(FileAlreadyExistsException.class);
        assertThat(SecretFile.readSecret(file)).isEqualTo(before);
    }

    @Test
    void nothingIsLeftOfASecretThatCouldNotBeWritten() {
        Thread.currentThread().interrupt(); // Nobody who is interrupted can write to a channel.
        assertThatThrownBy(() -> SecretFile.makeSecret(file))
                .isInstanceOf(ClosedByInterruptException.class);

        assertThat(Thread.interrupted()).isTrue();
        assertThat(file).doesNotExist();
    }

    @Test
    void whatOthersMayReadIsNoSecret() throws Exception {
        SecretFile.makeSecret(file);
        for (var mode : new String[] {"rw-r-----", "rw----r--", "rwxrwxrwx"}) {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));

            assertThatThrownBy(() -> SecretFile.readSecret(file))
                    .isInstanceOf(ConfigException.class)
                    .hasMessage(
                            "secret %s: others may use it (%s), expected mode 600"
                                    .formatted(file, mode));
        }
    }

    @Test
    void whatIsNoSecretIsNamedAndNotShown() throws Exception {
        for (var text : new String[] {"", "swordfish", "0".repeat(63) + "x", "0".repeat(65)}) {
            Files.deleteIfExists(file);
            SecretFile.create(file, text);

            assertThatThrownBy(() -> SecretFile.readSecret(file))
                    .isInstanceOf(ConfigException.class)
                    .hasMessage(
                            "secret %s: expected 64 hexadecimal digits, as ./marquee config keys makes them"
                                    .formatted(file));
        }
    }

    @Test
    void aMissingFileIsNamed() {
        assertThatThrownBy(() -> SecretFile.readSecret(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("there is no such file");
    }

    @Test
    void isReplacedThoughAnEarlierAttemptWasCutOff(@TempDir Path place) throws Exception {
        var file = place.resolve("keys");
        SecretFile.create(file, "old");
        Files.writeString(place.resolve("keys.new"), "ne");

        SecretFile.replace(file, "new");

        assertThat(SecretFile.read("keys", file)).isEqualTo("new");
        assertThat(place.resolve("keys.new")).doesNotExist();
    }
}
