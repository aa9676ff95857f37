package marquee.config.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.ReplicationMessage.ToManager.Entries;
import marquee.protocol.replication.ReplicationMessage.ToManager.Part;
import marquee.protocol.replication.ReplicationMessage.ToManager.SnapshotAt;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.WantEntries;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.WantPart;
import marquee.protocol.replication.RequestId;
import marquee.protocol.replication.Stamp;
import marquee.protocol.wire.Bytes;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpareTalkTest {
    private static final Bytes SOME = Bytes.wrap((byte) 1, (byte) 2, (byte) 3);
    private static final Peer FRONT_END = new Peer(NodeId.frontEnd(1), 0, 1);

    @Test
    void aLessonIsTheSameAfterItWasSaid() {
        for (var lesson :
                ImmutableList.of(
                        new Entries(9, null, ImmutableList.of(request(7, SOME))),
                        new SnapshotAt(7, 2, SOME),
                        new Part(7, 1, SOME))) {
            var line = SpareTalk.line(lesson);

            assertThat(line).isNotNull();
            assertThat(SpareTalk.lesson(line)).isEqualTo(lesson);
        }
    }

    @Test
    void whatASpareIsToHoldIsTheSameAfterItWasSaid() {
        var names = ImmutableList.of("sql", "theatres");

        assertThat(SpareTalk.line(names)).isEqualTo("hold sql theatres");
        assertThat(SpareTalk.held("hold sql theatres")).isEqualTo(names);
        assertThat(SpareTalk.held("be R2 3 RM4 sql")).isEmpty();
    }

    @Test
    void aWishIsTheSameAfterItWasSaid() {
        for (var wish : ImmutableList.of(new WantEntries(7), new WantPart(7, 1))) {
            assertThat(SpareTalk.wish(SpareTalk.line(wish))).isEqualTo(wish);
        }
    }

    @Test
    void aLessonThatAPipeMightNotTakeHasNoLine() {
        var large = Bytes.wrap(new byte[SpareTalk.LINE_MAX]);

        assertThat(SpareTalk.line(new Part(7, 0, large))).isNull();
        assertThat(SpareTalk.line(new Part(7, 0, Bytes.wrap(new byte[20_000])))).isNotNull();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "learn", "learn ", "learn ?", "learn AAAA", "WANTS AAAA", "forget"})
    void anythingElseIsNeither(String line) {
        assertThat(SpareTalk.lesson(line)).isNull();
        assertThat(SpareTalk.wish(line)).isNull();
    }

    private static Entry request(long number, Bytes operation) {
        var id = RequestId.named("client", "key");
        return new Entry(number, new Stamp(5, 6), new Entry.Request(id, operation, FRONT_END));
    }
}
