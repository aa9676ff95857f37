package marquee.launcher.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import marquee.config.ClusterConfig;
import marquee.config.ConfigException;
import marquee.config.FrontEndConfig;
import marquee.config.SecretFile;
import marquee.protocol.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The description that a cluster on this machine gets.
class LocalDescriptionTest {
    private static final ClusterPlan.Size KEPT =
            ClusterPlan.Size.USUAL.with(ClusterPlan.Feature.ON_DISK, true);

    @Test
    void saysOnWhichHostEachNodeIs(@TempDir Path folder) throws Exception {
        var hosts =
                new Hosts() {
                    @Override
                    public String address(NodeId node) {
                        boolean manages = node.kind() == NodeId.Kind.MANAGER;
                        var beside = manages ? NodeId.replica(node.index()) : node;
                        return "198.18.77." + beside.wire() % 200;
                    }

                    @Override
                    public ImmutableList<String> on(NodeId node, ImmutableList<String> command) {
                        return command;
                    }
                };

        var config =
                ClusterConfig.load(LocalDescription.write(folder, ClusterPlan.Size.USUAL, hosts));

        for (var node : config.nodes()) {
            assertThat(config.node(node).host()).isEqualTo(hosts.address(node));
        }
        assertThat(LocalDescription.urls(config))
                .singleElement()
                .satisfies(url ->
                        assertThat(url.getHost()).isEqualTo(hosts.address(NodeId.frontEnd(1))));
    }

    @Test
    void makesASecretInThePlaceOfAnEmptyOneAndKeepsAnyOther(@TempDir Path folder) throws Exception {
        var secret = Files.createFile(folder.resolve("secret"));

        LocalDescription.write(folder, ClusterPlan.Size.USUAL);
        var made = SecretFile.readSecret(secret);
        LocalDescription.write(folder, ClusterPlan.Size.USUAL);

        assertThat(SecretFile.readSecret(secret)).isEqualTo(made);
    }

    @Test
    void leavesADescriptionAloneThatSomebodyElseHasWritten(@TempDir Path folder) throws Exception {
        var file = Files.writeString(folder.resolve("cluster.json"), "{\"cluster\": \"lab\"}");

        assertThatItIsRefused(folder);
        assertThat(file).hasContent("{\"cluster\": \"lab\"}");
    }

    @Test
    void writesAnewWhatItHasWrittenUnlessItWasChanged(@TempDir Path folder) throws Exception {
        LocalDescription.write(folder, KEPT);
        var file = LocalDescription.write(folder, KEPT.withNodes(5, 2));
        assertThat(ClusterConfig.load(file).replicas()).hasSize(5);

        Files.writeString(file, " ", StandardOpenOption.APPEND);
        assertThatItIsRefused(folder);
    }

    /// What a power cut can leave.
    @Test
    void anEmptyDescriptionIsNone(@TempDir Path folder) throws Exception {
        var file = LocalDescription.write(folder, KEPT);
        Files.writeString(file, "");

        LocalDescription.write(folder, KEPT);

        assertThat(ClusterConfig.load(file).replicas()).hasSize(4);
    }

    /// What a power cut can leave, too: the copy was written first, and its bytes can come last.
    @Test
    void anEmptyCopyContradictsNoDescription(@TempDir Path folder) throws Exception {
        var file = LocalDescription.write(folder, KEPT);
        Files.writeString(folder.resolve(".cluster.json"), "");

        LocalDescription.write(folder, KEPT.withNodes(5, 2));

        assertThat(ClusterConfig.load(file).replicas()).hasSize(5);
    }

    private static void assertThatItIsRefused(Path folder) {
        assertThatThrownBy(() -> LocalDescription.write(folder, KEPT))
                .isInstanceOf(ConfigException.class)
                .hasMessageStartingWith(
                        folder.resolve("cluster.json") + ": not as ./marquee up has written it");
    }

    /// Linux gives those from 32768 on to any socket that asks for none.
    @Test
    void takesNoPortThatAnotherRolesSocketMayBeGiven(@TempDir Path folder) throws Exception {
        var config = ClusterConfig.load(LocalDescription.write(folder, ClusterPlan.Size.USUAL));

        for (var node : config.nodes()) {
            assertThat(config.node(node).port()).isLessThan(32_768);
        }
        for (var replica : config.replicas()) {
            assertThat(replica.port(replica.ports() - 1)).isLessThan(32_768);
        }
    }

    @Test
    void hasPortsForSoapOnlyIfTheyAreAskedFor(@TempDir Path folder) throws Exception {
        var asked = ClusterPlan.Size.USUAL.withNodes(4, 2).withPorts(0, 0);
        var config = ClusterConfig.load(LocalDescription.write(folder, asked));

        assertThat(config.frontEnds())
                .hasSize(2)
                .extracting(FrontEndConfig::soap)
                .doesNotContainNull()
                .doesNotHaveDuplicates();
        assertThat(
                        ClusterConfig.load(LocalDescription.write(folder, ClusterPlan.Size.USUAL))
                                .frontEnds())
                .extracting(FrontEndConfig::soap)
                .containsOnlyNulls();
    }
}
