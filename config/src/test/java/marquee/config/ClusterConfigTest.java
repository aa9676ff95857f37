package marquee.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.regex.Pattern;
import marquee.config.SequencerConfig.Durability;
import marquee.protocol.MessageCodec;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Group;
import marquee.protocol.replication.Outcome;
import marquee.transport.LinkLimits;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// A correct description of 12 lines, and what is said when one of its lines is broken.
class ClusterConfigTest {
    private static final String CORRECT =
            """
            {
              "cluster": "test",
              "sequencer": {"host": "127.0.0.1", "port": 7100, "durability": "fsync"},
              "frontEnds": [
                {"id": "frontend-1", "host": "127.0.0.1", "port": 7110, "http": {"port": 8080}}
              ],
              "replicas": [
                {"id": "R1", "host": "127.0.0.1", "port": 7101, "implementation": "collections"},
                {"id": "R2", "host": "127.0.0.1", "port": 7102, "implementation": "theatres"},
                {"id": "R3", "host": "127.0.0.1", "port": 7103, "implementation": "collections"},
                {"id": "R4", "host": "10.0.0.4", "port": 7101, "implementation": "theatres"}
              ]
            }
            """;

    /// The same with managers, so that each slot has ports for later lives.
    private static final String MANAGED =
            CORRECT.replace("7100", "7200")
                    .replace("7110", "7210")
                    .replace("7102", "7111")
                    .replace("7103", "7131")
                    .replace("\"10.0.0.4\", \"port\": 7101", "\"10.0.0.4\", \"port\": 7141")
                    .replace(
                            "  ]\n}\n",
                            """
                              ],
                              "managers": [
                                {"id": "RM1", "host": "127.0.0.1", "port": 7201},
                                {"id": "RM2", "host": "127.0.0.1", "port": 7202},
                                {"id": "RM3", "host": "127.0.0.1", "port": 7203},
                                {"id": "RM4", "host": "10.0.0.4", "port": 7204}
                              ]
                            }
                            """);

    @TempDir private Path folder;

    @Test
    void readsEveryField() throws Exception {
        var config = ClusterConfig.load(file(CORRECT));

        assertThat(config.cluster()).isEqualTo("test");
        assertThat(config.group()).isEqualTo(Group.BOTH);
        assertThat(config.timeZone()).isEqualTo(ZoneId.systemDefault());
        assertThat(config.limits()).isEqualTo(Limits.DEFAULT);
        assertThat(config.nodes())
                .containsExactly(
                        NodeId.SEQUENCER,
                        NodeId.frontEnd(1),
                        NodeId.replica(1),
                        NodeId.replica(2),
                        NodeId.replica(3),
                        NodeId.replica(4));
        assertThat(config.sequencer().durability()).isEqualTo(Durability.FSYNC);
        assertThat(config.frontEnd(NodeId.frontEnd(1)).http().url())
                .isEqualTo("http://127.0.0.1:8080");
        assertThat(config.replica(NodeId.replica(2)).implementation()).isEqualTo("theatres");
        assertThat(config.address(NodeId.replica(4)))
                .isEqualTo(new InetSocketAddress("10.0.0.4", 7101));
    }

    @Test
    void readsHowUsersAreKnownAndHowWebServicesAre() throws Exception {
        var text =
                CORRECT.replaceFirst(
                        "\\{",
                        "{\"tokens\": \"keys\", \"tls\": {\"keyStore\": \"k.p12\", \"password\":"
                                + " \"p\"},");

        var config = ClusterConfig.load(file(text));

        assertThat(config.tokens()).isEqualTo(folder.resolve("keys"));
        var http = config.frontEnd(NodeId.frontEnd(1)).http();
        assertThat(http.tls())
                .isEqualTo(new TlsConfig(folder.resolve("k.p12"), folder.resolve("p")));
        assertThat(http.url()).isEqualTo("https://127.0.0.1:8080");
        assertThat(ClusterConfig.load(file(CORRECT)).tokens()).isNull();
        assertThat(ClusterConfig.load(file(CORRECT)).frontEnd(NodeId.frontEnd(1)).http().tls())
                .isNull();
    }

    @Test
    void takesFoldersFromTheFolderOfTheFile() throws Exception {
        var text = CORRECT.replace("\"durability\": \"fsync\"", "\"data\": \"state/log\"");

        var config = ClusterConfig.load(file(text));

        assertThat(config.sequencer().data()).isEqualTo(folder.resolve("state").resolve("log"));
    }

    @Test
    void keepsStoresInMemoryUnlessAFolderIsNamed() throws Exception {
        var text = CORRECT.replace("\"R2\",", "\"R2\", \"data\": \"state/R2\",");

        var config = ClusterConfig.load(file(text));

        assertThat(config.replica(NodeId.replica(1)).data()).isNull();
        assertThat(config.replica(NodeId.replica(2)).data()).isEqualTo(folder.resolve("state/R2"));
        assertThat(config.withDirectory(folder).replica(NodeId.replica(1)).data())
                .isEqualTo(folder.resolve("R1"));
    }

    @Test
    void givesNoTwoReplicasOfAHostTheSameFolder() throws Exception {
        var text =
                CORRECT.replace("\"R2\",", "\"R2\", \"data\": \"here\",")
                        .replace("\"R3\",", "\"R3\", \"data\": \"./here\",");
        var file = file(text);

        assertThatThrownBy(() -> ClusterConfig.load(file))
                .hasMessage(
                        "%s:10: %s of 127.0.0.1 is taken by line 9 already, expected a folder of"
                                + " its own",
                        file, folder.resolve("here"));
    }

    @Test
    void givesNoTwoSlotsTheSameFolderWhereverTheyAreStarted() throws Exception {
        var text =
                MANAGED.replace("\"R3\",", "\"R3\", \"data\": \"here\",")
                        .replace("\"R4\",", "\"R4\", \"data\": \"here\",");
        var file = file(text);

        assertThatThrownBy(() -> ClusterConfig.load(file))
                .hasMessage(
                        "%s:11: %s of 127.0.0.1 is taken by line 10 already, expected a folder of"
                                + " its own",
                        file, folder.resolve("here"));
    }

    @Test
    void givesNoReplicaTheFolderOfTheSequencersLog() throws Exception {
        var text =
                CORRECT.replace("\"durability\": \"fsync\"", "\"data\": \"here\"")
                        .replace("\"R3\",", "\"R3\", \"data\": \"here\",");
        var file = file(text);

        assertThatThrownBy(() -> ClusterConfig.load(file))
                .hasMessage(
                        "%s:10: %s of 127.0.0.1 is taken by line 3 already, expected a folder of"
                                + " its own",
                        file, folder.resolve("here"));
    }

    @Test
    void listensElsewhereThanItIsReached() throws Exception {
        var text = CORRECT.replace("\"10.0.0.4\"", "\"10.0.0.4\", \"bind\": \"0.0.0.0\"");

        var config = ClusterConfig.load(file(text));

        assertThat(config.address(NodeId.replica(4)).getHostString()).isEqualTo("10.0.0.4");
        assertThat(config.bindAddress(NodeId.replica(4)).getHostString()).isEqualTo("0.0.0.0");
    }

    @Test
    void tellsClustersApartByTheirNames() throws Exception {
        var one = ClusterConfig.load(file(CORRECT));
        var other = ClusterConfig.load(file(CORRECT.replace("\"test\"", "\"other\"")));

        assertThat(one.clusterId()).isNotEqualTo(other.clusterId());
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "\"test\"|17|2: \"cluster\" is 17, expected a name of 1 to 40 lower-case",
                "\"test\"|\"a b\"|2: \"cluster\" is \"a b\", expected a name of 1 to 40 lower-case",
                "\"test\",|\"test\",\"clutser\": 1,|2: unknown field \"clutser\", expected one of"
                        + " cluster, timeZone,",
                "\"test\",|\"test\", \"timeZone\": \"Mars\",|2: the time zone \"Mars\" is unknown,"
                        + " expected one such as",
                "\"test\",|\"test\", \"limits\": {\"pendingRequestsMax\": 8193},|2:"
                        + " \"limits/pendingRequestsMax\" is 8193, expected a number of requests"
                        + " from 1 to 8192",
                "7100|\"7100\"|3: \"sequencer/port\" is \"7100\", expected a port from 1 to 65535",
                "\"port\": 7100, ||3: \"sequencer\" has no \"port\", expected a port from 1 to",
                "fsync|sometimes|3: \"sequencer/durability\" is \"sometimes\", expected one of",
                "7100,|7100|3: no valid JSON: Unexpected character ('\"' (code 34)): was expecting",
                "\"port\": 7100|\"port\": 7100, \"port\": 7100|3: no valid JSON: Duplicate field",
                "frontend-1|FE1|5: \"frontEnds/0/id\" is \"FE1\", expected a name such as",
                ", \"http\": {\"port\": 8080}||5: \"frontEnds/0\" has no \"http\", expected an",
                "8080|80800|5: \"frontEnds/0/http/port\" is 80800, expected a port from 1 to",
                "8080}|8080}, \"soap\": {}|5: \"frontEnds/0/soap\" has no \"port\", expected a port",
                "8080}|8080}, \"soap\": {\"port\": 8080}|5: TCP port 8080 of 127.0.0.1 is taken by line"
                        + " 5",
                "7101, \"impl|7110, \"impl|8: UDP port 7110 of 127.0.0.1 is taken by line 5",
                "7102|7101|9: UDP port 7101 of 127.0.0.1 is taken by line 8 already, expected a",
                "7102|7100|9: UDP port 7100 of 127.0.0.1 is taken by line 3 already, expected a",
                "\"R2\"|\"R1\"|9: replica 2 is called R1, expected R2: slots are numbered in order",
                "\"theatres\"}|\"theatres\"|10: no valid JSON: Unexpected character ('{' (code"
                        + " 123))",
                "\"R3\"|\"R5\"|10: replica 3 is called R5, expected R3: slots are numbered",
                "\"10.0.0.4\"|\"a host\"|11: \"replicas/3/host\" is \"a host\", expected a host",
                "\"port\": 7103, ||10: \"replicas/2\" has no \"port\", expected a port from 1 to"
                        + " 65535"
            })
    void namesTheLineAtFault(String correct, String broken, String complaint) throws Exception {
        var file = file(CORRECT.replaceFirst(quoted(correct), broken == null ? "" : broken));

        assertThatThrownBy(() -> ClusterConfig.load(file))
                .isInstanceOf(ConfigException.class)
                .message()
                .startsWith(file + ":" + complaint)
                .doesNotContain("\n");
    }

    @ParameterizedTest(name = "{0} -> {1}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "7101, \"impl|65530, \"impl|8: the last of 8 ports is 65537, expected 65535 at most",
                "7141|7108|8: UDP port 7108 of 10.0.0.4 is taken by line 11 already, expected 8 in a"
                        + " row that are free on every manager's host",
                "7141|7095|11: UDP port 7101 of 127.0.0.1 is taken by line 8 already, expected 8 in",
                "7200|7138|10: UDP port 7138 of 127.0.0.1 is taken by line 3 already, expected 8 in",
                "7204|7105|8: UDP port 7105 of 10.0.0.4 is taken by line 17 already, expected 8 in"
            })
    void namesTheLineOfPortsThatAreNotFreeWhereverASlotIsStarted(
            String correct, String broken, String complaint) throws Exception {
        ClusterConfig.load(file(MANAGED));
        var file = file(MANAGED.replaceFirst(quoted(correct), broken));

        assertThatThrownBy(() -> ClusterConfig.load(file))
                .isInstanceOf(ConfigException.class)
                .message()
                .startsWith(file + ":" + complaint);
    }

    @Test
    void refusesAReplicaOnAnotherHostThanItsManager() throws Exception {
        var file =
                file(
                        MANAGED.replace(
                                "\"10.0.0.4\", \"port\": 7204", "\"10.0.0.5\", \"port\": 7204"));

        assertThatThrownBy(() -> ClusterConfig.load(file))
                .hasMessage(
                        file
                                + ":11: R4 is on 10.0.0.4 and RM4 on 10.0.0.5, expected one host,"
                                + " by one name: managers start replicas on their own");
    }

    @Test
    void aSlotThatNobodyStartsElsewhereHasOnePort() throws Exception {
        var config = ClusterConfig.load(file(CORRECT.replace("7103", "65535")));

        assertThat(config.replica(NodeId.replica(3)).ports()).isEqualTo(1);
    }

    @ParameterizedTest
    @CsvSource({
        "lab_01, false",
        "lab-01.example.edu, true",
        "10.0.0.1, true",
        "::1, true",
        ":::, false",
        "-lab, false"
    })
    void refusesAWebServiceWhoseHostNoClientCanName(String host, boolean accepted)
            throws Exception {
        var own =
                CORRECT.replace(
                        "{\"port\": 8080}", "{\"host\": \"%s\", \"port\": 8080}".formatted(host));
        var nodes = CORRECT.replace("127.0.0.1\", \"port\": 7110", host + "\", \"port\": 7110");

        for (var text : ImmutableList.of(own, nodes)) {
            var file = file(text);
            if (accepted) {
                assertThat(ClusterConfig.load(file).frontEnds()).hasSize(1);
            } else {
                assertThatThrownBy(() -> ClusterConfig.load(file))
                        .hasMessage(
                                "%s:5: no address of the web can name the host \"%s\", expected an"
                                        + " address or a name of letters, digits, '-' and '.'",
                                file, host);
            }
        }
    }

    @Test
    void refusesSoapWhereUsersHaveTokens() throws Exception {
        var file =
                file(
                        CORRECT.replace("8080}", "8080}, \"soap\": {\"port\": 8090}")
                                .replace("\"sequencer\"", "\"tokens\": \"keys\", \"sequencer\""));

        assertThatThrownBy(() -> ClusterConfig.load(file))
                .hasMessage(
                        file
                                + ":5: there is \"soap\" beside \"tokens\", expected one of the two:"
                                + " over SOAP users are taken at their word, unencrypted");
    }

    @Test
    void readsWhereSoapIs() throws Exception {
        var config =
                ClusterConfig.load(
                        file(CORRECT.replace("8080}", "8080}, \"soap\": {\"port\": 8090}")));

        assertThat(config.frontEnd(NodeId.frontEnd(1)).soap())
                .isEqualTo(new HttpConfig("127.0.0.1", 8090, "127.0.0.1", null));
        assertThat(ClusterConfig.load(file(CORRECT)).frontEnd(NodeId.frontEnd(1)).soap()).isNull();
    }

    @Test
    void namesTheLineOfAnImplementationThatIsNotKnown() throws Exception {
        var file = file(CORRECT);

        assertThat(ClusterConfig.load(file, ImmutableSortedSet.of("theatres", "collections")))
                .isEqualTo(ClusterConfig.load(file));
        assertThatThrownBy(
                        () -> ClusterConfig.load(file, ImmutableSortedSet.of("sql", "collections")))
                .hasMessage(
                        file
                                + ":9: there is no implementation \"theatres\", expected one of"
                                + " collections, sql");
    }

    @Test
    void refusesDatagramsTooShortForTheLongestMessage() throws Exception {
        var limits = ClusterConfig.load(file(withDatagrams(1_116))).limits();
        var tooShort = file(withDatagrams(1_115));

        assertThat(LinkLimits.DEFAULT.withDatagramBytes(limits.datagramBytesMax()).messageBytes())
                .isEqualTo(MessageCodec.BYTES_MAX)
                .isGreaterThan(Outcome.RESULT_MAX);
        assertThatThrownBy(() -> ClusterConfig.load(tooShort))
                .hasMessage(
                        tooShort
                                + ":2: \"limits/datagramBytesMax\" is 1115, expected a number of"
                                + " bytes from 1116 to 32768");
    }

    private static String withDatagrams(int bytes) {
        return CORRECT.replace(
                "\"test\",", "\"test\", \"limits\": {\"datagramBytesMax\": %d},".formatted(bytes));
    }

    @Test
    void refusesAGroupThatCannotOutvoteALiar() throws Exception {
        var three = CORRECT.replaceFirst(",\n *\\{\"id\": \"R4\".*", "");
        var file = file(three);

        assertThatThrownBy(() -> ClusterConfig.load(file))
                .hasMessage(
                        file
                                + ":7: there are 3 replicas, expected at least 4: fewer cannot"
                                + " outvote 1 that lie while 1 have crashed");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "mode": "both",             | 4 | 1 | 1
                    "mode": "software-failure", | 3 | 1 | 0
                    "mode": "crash-failure",    | 3 | 0 | 1
                    "mode": "crash-failure",    | 4 | 0 | 1
                    "liars": 1,                 | 3 | 1 | 0
                    "liars": 0, "crashes": 2,   | 3 | 0 | 2
                    """)
    void readsWhichFaultsAGroupBears(String field, int replicas, int liars, int crashes)
            throws Exception {
        var three = CORRECT.replaceFirst(",\n *\\{\"id\": \"R4\".*", "");
        var text = replicas == 3 ? three : CORRECT;

        var group =
                ClusterConfig.load(file(text.replace("\"sequencer\"", field + "\"sequencer\"")));

        assertThat(group.group()).isEqualTo(new Group(replicas, liars, crashes));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            textBlock =
                    """
                    "mode": "brave",              | 3: "mode" is "brave", expected one of
                    "mode": "both", "liars": 1,   | 3: there is "mode" beside "liars" and "crashes"
                    "liars": 0, "crashes": 0,     | 3: the group bears no fault at all, expected
                    "liars": 1, "crashes": 2,     | 7: there are 4 replicas, expected at least 5:
                    "liars": 2, "crashes": 0,     | 7: there are 4 replicas, expected at least 5:
                    "liars": -1,                  | 3: "liars" is -1, expected how many
                    """)
    void namesTheLineOfAGroupThatCannotBe(String field, String complaint) throws Exception {
        var file = file(CORRECT.replace("\"sequencer\"", field + "\"sequencer\""));

        assertThatThrownBy(() -> ClusterConfig.load(file))
                .message()
                .startsWith(file + ":" + complaint);
    }

    @Test
    void saysWhereADescriptionBreaksOffWithoutTheParsersNameForIt() throws Exception {
        var file = file("{\n");

        assertThatThrownBy(() -> ClusterConfig.load(file))
                .hasMessage(
                        file
                                + ":2: no valid JSON: Unexpected end-of-input: expected close"
                                + " marker for Object");
    }

    @Test
    void saysThatAFileIsMissing() {
        var file = folder.resolve("nowhere.json");

        assertThatThrownBy(() -> ClusterConfig.load(file))
                .hasMessage(file + ": no such file, expected the description of a cluster");
    }

    @Test
    void saysThatAFileIsEmpty() throws Exception {
        var file = file("");

        assertThatThrownBy(() -> ClusterConfig.load(file))
                .hasMessage(file + ":1: the description is empty, expected a JSON object");
    }

    @Test
    void looksAtTheFormOfADescriptionAgainUnlessItIsTheOneThatWasChecked() throws Exception {
        var all = ImmutableSortedSet.of("theatres", "collections");
        var wrong = file(CORRECT.replace("\"sequencer\"", "\"extra\": 1, \"sequencer\""));
        var hash = Hashing.sha256().hashBytes(Files.readAllBytes(wrong)).toString();

        assertThat(ClusterConfig.load(wrong, all, hash).hash()).isEqualTo(hash);
        assertThatThrownBy(() -> ClusterConfig.load(wrong, all, hash.replace(hash.charAt(0), '!')))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("unknown field \"extra\"");
    }

    @Test
    void refusesWhatStandsBehindADescription() throws Exception {
        var file = file(CORRECT + "{}");

        assertThatThrownBy(() -> ClusterConfig.load(file))
                .isInstanceOf(ConfigException.class)
                .hasMessageContaining("no valid JSON: there is something behind its end");
    }

    @Test
    void linksEachNodeWithAllOthersButNoFrontEndWithAnother() throws Exception {
        var second = "    {\"id\": \"frontend-2\", \"host\": \"127.0.0.1\", \"port\": 7111,";
        var another = second + " \"http\": {\"port\": 8081}}\n";
        var config = ClusterConfig.load(file(CORRECT.replace("8080}}\n", "8080}},\n" + another)));
        var frontEnds = ImmutableList.of(NodeId.frontEnd(1), NodeId.frontEnd(2));

        for (var node : config.nodes()) {
            assertThat(config.nodes())
                    .filteredOn(other -> !config.peersOf(node).contains(other))
                    .isEqualTo(frontEnds.contains(node) ? frontEnds : ImmutableList.of(node));
        }
    }

    @Test
    void saysThatAHostIsUnknown() throws Exception {
        var config = ClusterConfig.load(file(CORRECT.replace("10.0.0.4", "nowhere.invalid")));

        assertThatThrownBy(() -> config.address(NodeId.replica(4)))
                .hasMessage(
                        "R4: the host name 'nowhere.invalid' is not known here, expected one that"
                                + " resolves");
    }

    @ParameterizedTest
    @CsvSource({"local.json", "lab-example.json"})
    void acceptsTheFilesThatComeWithTheProduct(String name) throws Exception {
        var config = ClusterConfig.load(Path.of(name));

        assertThat(config.group()).isEqualTo(Group.BOTH);
    }

    private static String quoted(String text) {
        return Pattern.quote(text);
    }

    private Path file(String text) throws IOException {
        return Files.writeString(folder.resolve("cluster.json"), text);
    }
}
