package marquee.frontend.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.BindException;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import marquee.config.ClusterConfig;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.config.RoleFaults;
import marquee.protocol.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What keeps a front end's process from starting: one clear line, and nothing left behind.
class FrontEndProcessTest {
    @TempDir Path folder;

    private boolean lab;
    private String sequencer = "127.0.0.1";
    private int status = ExitStatus.REFUSED;
    private String soapField = "";
    private SecondEdge soap =
            (_, _, _) -> {
                throw new AssertionError("nobody asked for it");
            };

    @Test
    @Timeout(60)
    void saysWhichHostNameIsNotKnown() throws Exception {
        sequencer = "nowhere.invalid";
        status = ExitStatus.USAGE;

        assertThat(run("127.0.0.1", freeTcpPort(), freeUdpPort()))
                .isEqualTo(
                        "frontend-1: sequencer: the host name 'nowhere.invalid' is not known here,"
                                + " expected one that resolves\n");
    }

    @Test
    void refusesAnAddressThatOthersCanReachUnlessItIsALab() throws Exception {
        var said = run("0.0.0.0", freeTcpPort(), freeUdpPort());

        assertThat(said)
                .isEqualTo(
                        "frontend-1: HTTP on 0.0.0.0 can be reached by others, and users are taken"
                                + " at their word: expected \"tokens\" in the description, a loopback"
                                + " address, or --lab\n");
    }

    @Test
    void saysThatTheHttpPortIsTaken() throws Exception {
        try (var taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            var said = run("127.0.0.1", taken.getLocalPort(), freeUdpPort());

            assertThat(said)
                    .isEqualTo(
                            "frontend-1: cannot listen on HTTP port "
                                    + taken.getLocalPort()
                                    + " of 127.0.0.1 (Address already in use), expected a free"
                                    + " port\n");
        }
    }

    @Test
    void saysThatTheHttpAddressIsAnotherMachines() throws Exception {
        lab = true;
        int port = freeTcpPort();

        assertThat(run("192.0.2.1", port, freeUdpPort())) // One that is only for documents.
                .endsWith(
                        "frontend-1: cannot listen on HTTP port "
                                + port
                                + " of 192.0.2.1 (Cannot assign requested address), expected an"
                                + " address of this machine\n");
    }

    @Test
    void saysThatTheUdpPortIsTaken() throws Exception {
        try (var taken = new DatagramSocket(0, InetAddress.getLoopbackAddress())) {
            var said = run("127.0.0.1", freeTcpPort(), taken.getLocalPort());

            assertThat(said)
                    .startsWith("frontend-1: cannot listen on UDP port " + taken.getLocalPort())
                    .hasLineCount(1);
        }
    }

    @Test
    void refusesASoapAddressThatOthersCanReachUnlessItIsALab() throws Exception {
        soapField = ", \"soap\": {\"port\": %d, \"bind\": \"0.0.0.0\"}".formatted(freeTcpPort());

        assertThat(run("127.0.0.1", freeTcpPort(), freeUdpPort()))
                .isEqualTo(
                        "frontend-1: SOAP on 0.0.0.0 can be reached by others, and users are taken"
                                + " at their word: expected a loopback address, or --lab\n");
    }

    @Test
    void saysThatTheSoapPortIsTaken() throws Exception {
        soapField = ", \"soap\": {\"port\": 19999}";
        soap =
                (_, _, _) -> {
                    throw new BindException("Address already in use");
                };

        assertThat(run("127.0.0.1", freeTcpPort(), freeUdpPort()))
                .isEqualTo(
                        "frontend-1: cannot listen on SOAP port 19999 of 127.0.0.1 (Address already"
                                + " in use), expected a free port\n");
    }

    @Test
    void saysThatTheSoapAddressIsAnotherMachines() throws Exception {
        lab = true;
        soapField = ", \"soap\": {\"port\": 19999, \"bind\": \"192.0.2.1\"}";
        soap =
                (_, _, _) -> {
                    throw new BindException("not here");
                };

        assertThat(run("127.0.0.1", freeTcpPort(), freeUdpPort()))
                .endsWith(
                        "frontend-1: cannot listen on SOAP port 19999 of 192.0.2.1 (not here),"
                                + " expected an address of this machine\n");
    }

    /// What the process says on standard error before it ends with [#status].
    private String run(String bind, int httpPort, int udpPort) throws IOException, ConfigException {
        var before = System.err;
        var said = new ByteArrayOutputStream();
        System.setErr(new PrintStream(said, true, StandardCharsets.UTF_8));
        try {
            var options = new Options(NodeId.frontEnd(1), RoleFaults.NONE, 1, false, lab, true);
            assertThat(FrontEndProcess.run(config(bind, httpPort, udpPort), options, soap))
                    .isEqualTo(status);
        } finally {
            System.setErr(before);
        }
        return said.toString(StandardCharsets.UTF_8);
    }

    private ClusterConfig config(String bind, int httpPort, int udpPort)
            throws IOException, ConfigException {
        var replicas = ImmutableList.<String>builder();
        for (int slot = 1; slot <= 4; slot++) {
            replicas.add(
                    """
                    {"id": "R%d", "host": "127.0.0.1", "port": %d, "implementation": "collections"}\
                    """
                            .formatted(slot, 20_000 + slot));
        }
        var file = folder.resolve("cluster.json");
        Files.writeString(
                file,
                """
                {
                  "cluster": "test",
                  "logs": "logs",
                  "sequencer": {"host": "%s", "port": 20000},
                  "frontEnds": [{
                    "id": "frontend-1", "host": "127.0.0.1", "port": %d,
                    "http": {"host": "127.0.0.1", "port": %d, "bind": "%s"}%s
                  }],
                  "replicas": [%s]
                }
                """
                        .formatted(
                                sequencer,
                                udpPort,
                                httpPort,
                                bind,
                                soapField,
                                String.join(",", replicas.build())));
        return ClusterConfig.load(file).withDirectory(folder);
    }

    private static int freeTcpPort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    private static int freeUdpPort() throws IOException {
        try (var socket = new DatagramSocket(0)) {
            return socket.getLocalPort();
        }
    }
}
