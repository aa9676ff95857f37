package marquee.transport.udp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.wire.Bytes;
import marquee.transport.udp.RecordedLife.Mark;
import marquee.transport.udp.RecordedLife.Received;
import marquee.transport.udp.RecordedLife.Sent;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RecordingTest {
    private static final Peer SELF = new Peer(NodeId.replica(3), 2, 77);
    private static final byte[] DATAGRAM = {1, 2, 3, 4, 5, 6, 7};

    private static final int HEAD = 30;
    private static final int RECEIVED = 15;
    private static final int SENT = 13 + DATAGRAM.length;

    @TempDir private Path folder;

    @Test
    void whatIsWrittenIsReadWhileItIsBeingWritten() throws IOException {
        var passedOn = new ArrayList<Integer>();
        var recording = Recording.open(folder, SELF, 10_000);
        recording
                .before((to, datagram, length) -> passedOn.add(length))
                .send(NodeId.manager(3), DATAGRAM, 5);
        recording.received(DATAGRAM, 7);

        var lives = RecordedLife.all(folder);
        assertThat(lives).hasSize(1);
        var life = lives.getFirst();
        assertThat(life.node()).isEqualTo(NodeId.replica(3));
        assertThat(life.incarnation()).isEqualTo(2);
        assertThat(life.full()).isZero();
        assertThat(life.facts()).hasSize(2);
        var sent = (Sent) life.facts().getFirst();
        assertThat(sent.to()).isEqualTo(NodeId.manager(3));
        assertThat(sent.datagram()).isEqualTo(Bytes.wrap(new byte[] {1, 2, 3, 4, 5}));
        assertThat(sent.at()).isGreaterThanOrEqualTo(life.begun());
        var received = (Received) life.facts().getLast();
        assertThat(received.mark()).isEqualTo(Mark.of(Bytes.wrap(DATAGRAM)));
        assertThat(life.last()).isEqualTo(received.at());
        assertThat(passedOn).containsExactly(5);
    }

    @Test
    void aFullRecordingSaysSinceWhenAndPassesOnWhatIsSent() throws IOException {
        var passedOn = new ArrayList<Integer>();
        var recording = Recording.open(folder, SELF, 200);
        var sink = recording.before((to, datagram, length) -> passedOn.add(length));
        for (int i = 0; i < 50; i++) {
            sink.send(NodeId.SEQUENCER, DATAGRAM, DATAGRAM.length);
            recording.received(DATAGRAM, DATAGRAM.length);
        }

        var life = RecordedLife.all(folder).getFirst();
        assertThat(life.facts()).hasSizeBetween(5, 20);
        assertThat(life.full()).isGreaterThanOrEqualTo(life.facts().getLast().at());
        assertThat(life.last()).isEqualTo(life.full());
        assertThat(passedOn).hasSize(50);
    }

    @Test
    void aFolderWithManyRecordingsGetsNoMore() throws IOException {
        for (int i = 1; i < Recording.FILES_MAX; i++) {
            Files.createFile(folder.resolve("R3-" + i + Recording.SUFFIX));
        }

        assertThat(Recording.open(folder, SELF)).isNotNull();
        assertThat(Recording.open(folder, new Peer(NodeId.replica(3), 3, 78))).isNull();
    }

    @Test
    void nobodyWhoAsksForNoRecordingHasOne() throws IOException {
        assertThat(Recording.open(null, SELF)).isNull();
        assertThat(RecordedLife.all(folder.resolve("none"))).isEqualTo(List.of());
    }

    @Test
    void noRecordingBeginsOnADiskThatIsNearlyFull() throws IOException {
        long free = 256L << 20;
        Recording.requireRoom(folder, free, Recording.BYTES_MAX);

        assertThatThrownBy(() -> Recording.requireRoom(folder, free - 1, Recording.BYTES_MAX))
                .isInstanceOf(IOException.class)
                .hasMessage(folder + ": no room for recordings: 255 MiB free, expected 256 MiB");
    }

    @Test
    void anotherFileIsNoRecording() throws IOException {
        Files.writeString(folder.resolve("a.recording"), "something that is long enough to be one");
        Files.writeString(folder.resolve("b.recording"), "");

        assertThat(RecordedLife.all(folder)).isEmpty();
    }

    @Test
    void theHalfWrittenHeadOfARecordingIsNone() throws IOException {
        var recording = Recording.open(folder, SELF, 1_000);
        recording.received(DATAGRAM, DATAGRAM.length);
        var file = onlyFile();
        var bytes = Files.readAllBytes(file);
        Arrays.fill(bytes, 0, Long.BYTES, (byte) 0); // Its first word is written last.
        Files.write(file, bytes);

        assertThat(RecordedLife.all(folder)).isEmpty();
    }

    @Test
    void ofACutOffRecordingTheWholeFactsAreRead() throws IOException {
        var recording = Recording.open(folder, SELF, 1_000);
        var sink = recording.before((_, _, _) -> {});
        recording.received(DATAGRAM, DATAGRAM.length);
        sink.send(NodeId.SEQUENCER, DATAGRAM, DATAGRAM.length);
        var file = onlyFile();
        var bytes = Files.readAllBytes(file);

        for (int length = 0; length < 100; length++) {
            Files.write(file, Arrays.copyOf(bytes, length));
            int whole = length < HEAD + RECEIVED ? 0 : length < HEAD + RECEIVED + SENT ? 1 : 2;
            var lives = RecordedLife.all(folder);
            assertThat(lives).as("%d bytes", length).hasSize(length < HEAD ? 0 : 1);
            assertThat(lives).allMatch(life -> life.facts().size() == whole);
        }
    }

    @Test
    void recordingsAreReadInTheOrderOfTheirNames() throws IOException {
        for (int replica : new int[] {3, 1, 4, 2}) {
            Recording.open(folder, new Peer(NodeId.replica(replica), 0, 1), 1_000);
        }

        assertThat(RecordedLife.all(folder).stream().map(life -> life.node().index()))
                .containsExactly(1, 2, 3, 4);
    }

    private Path onlyFile() throws IOException {
        try (var files = Files.list(folder)) {
            return files.findFirst().orElseThrow();
        }
    }
}
