package marquee.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The file that says where a cluster is deployed: nothing of it can mean more to ssh or to a shell
/// than the name that it is.
class HostsConfigTest {
    @TempDir private Path folder;

    @Test
    void readsWhatItSaysAndWhatIsMeantWhereItSaysNothing() throws Exception {
        var config =
                load(
                        """
                        {
                          "description": "lab.json",
                          "date": "2023-05-15",
                          "hosts": [
                            {"host": "lab-01"},
                            {"host": "10.0.0.2", "ssh": "lab-02", "user": "me", "port": 2222}
                          ]
                        }
                        """);

        assertThat(config.description()).isEqualTo(folder.resolve("lab.json"));
        assertThat(config.folder()).isEqualTo("marquee");
        assertThat(config.lab()).isFalse();
        assertThat(config.date()).isEqualTo(LocalDate.of(2023, 5, 15));
        assertThat(config.sshConfig()).isNull();
        assertThat(config.hosts())
                .containsExactly(
                        new HostsConfig.Host("lab-01", "lab-01", "", 0),
                        new HostsConfig.Host("10.0.0.2", "lab-02", "me", 2222));
    }

    @Test
    void saysThatAFileIsMissing() {
        var file = folder.resolve("nowhere.json");

        assertThatThrownBy(() -> HostsConfig.load(file))
                .hasMessage(file + ": no such file, expected the hosts of a cluster");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "{\"host\": \"-oProxyCommand=x\"}|ssh cannot be told \"-oProxyCommand=x\" as it is",
                "{\"host\": \"::1\"}|ssh cannot be told \"::1\" as it is",
                "{\"host\": \"a\", \"ssh\": \"a b\"}|\"hosts/0/ssh\" is \"a b\", expected the host",
                "{\"host\": \"a\", \"user\": \"-l\"}|\"hosts/0/user\" is \"-l\", expected a user's",
                "{\"host\": \"a\", \"port\": 0}|\"hosts/0/port\" is 0, expected a port",
                "{\"host\": \"a\"}, {\"host\": \"a\"}|a comes twice, expected each host once",
                "{\"name\": \"a\"}|\"hosts/0\" has no \"host\", expected the host",
            })
    void saysWhichHostIsNone(String hosts, String complaint) {
        assertThatThrownBy(() -> load("{\"description\": \"c\", \"hosts\": [" + hosts + "]}"))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("hosts.json:1: " + complaint);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"folder\": \"a b\"",
                "\"folder\": \"../other\"",
                "\"folder\": \"a;b\"",
                "\"folder\": \"~/a\"",
                "\"date\": \"2023-02-30\"",
                "\"date\": \"1969-12-31\"",
                "\"date\": \"2100-01-01\"",
                "\"sshConfig\": \"a b\"",
                "\"lab\": 1",
                "\"command\": \"x\"",
            })
    void saysWhichFieldIsNone(String field) {
        var text = "{\"description\": \"c\", %s, \"hosts\": [{\"host\": \"a\"}]}".formatted(field);
        assertThatThrownBy(() -> load(text))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("hosts.json:1: ")
                .hasMessageContaining(", expected ");
    }

    private HostsConfig load(String text) throws Exception {
        return HostsConfig.load(Files.writeString(folder.resolve("hosts.json"), text));
    }
}
