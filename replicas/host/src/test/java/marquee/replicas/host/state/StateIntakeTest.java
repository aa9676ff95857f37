package marquee.replicas.host.state;

import static org.assertj.core.api.Assertions.assertThat;

import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Stamp;
import marquee.protocol.wire.Bytes;
import marquee.replicas.host.Orders;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// One that takes in no more than 100 chunks of the longest.
class StateIntakeTest {
    private static final int MOST = 100;
    private static final long STATE_MAX = MOST * (long) Snapshot.CHUNK_BYTES;

    /// How many chunks a record fills, and begins, that is a little longer than any.
    private static final int RECORD_CHUNKS = RecordHash.RECORD_MAX / Snapshot.CHUNK_BYTES + 1;

    private final SnapshotWriter writer = new SnapshotWriter(Seal.TRANSFER);
    private final StateIntake intake =
            new StateIntake(Exports.limits(KeyLimits.DEFAULT, STATE_MAX), Seal.TRANSFER);

    @BeforeEach
    void itHasBegun() {
        var head = new Snapshot.Head(100_000, new Stamp(9, 9), new Digest(1, 2));
        assertThat(intake.take(writer.head(head))).isEqualTo(StateIntake.Taken.READ);
    }

    @Test
    void aStateOfMoreBytesThanCanBeTakenInIsImpossible() {
        assertThat(chunksOf(1, new byte[Snapshot.CHUNK_BYTES])).isEqualTo(1 + MOST);
    }

    @Test
    void aStateOfMoreRecordsThanCanBeTakenInIsImpossibleThoughThereIsNothingInThem() {
        assertThat(chunksOf(Snapshot.CHUNK_RECORDS, new byte[0]))
                .isBetween(MOST / 2, (int) (STATE_MAX / Snapshot.CHUNK_RECORDS / 40));
    }

    @Test
    void aStateOfMoreClientsThanCanBeTakenInIsImpossibleThoughEachHasOneShortReply() {
        long clients = 0;
        var taken = StateIntake.Taken.READ;
        while (taken == StateIntake.Taken.READ) {
            for (int i = 0; i < Snapshot.CHUNK_RECORDS; i++) {
                clients++;
                var id = Orders.id("client" + clients, 1);
                writer.reply(new KeptReply(id, clients, Digest.ZERO, Bytes.EMPTY));
            }
            taken = intake.take(writer.chunk(Snapshot.FURTHER));
        }

        assertThat(clients).as("some 450 bytes each").isBetween(STATE_MAX / 550, STATE_MAX / 350);
    }

    @Test
    void aRecordThatIsLongerThanAnyIsImpossible() {
        var half = Bytes.wrap(new byte[RecordHash.RECORD_MAX / 2]);
        writer.application(half, half);

        var taken = StateIntake.Taken.READ;
        while (taken == StateIntake.Taken.READ && intake.chunks() < MOST) {
            taken = intake.take(writer.chunk(Snapshot.FURTHER));
        }

        assertThat(taken).isEqualTo(StateIntake.Taken.IMPOSSIBLE);
        assertThat(intake.chunks()).as("as soon as it is there").isEqualTo(1 + RECORD_CHUNKS);
    }

    /// How many chunks with so many records of `value` are taken before the state is impossible.
    private int chunksOf(int records, byte[] value) {
        while (intake.chunks() < 20 * MOST) {
            for (int i = 0; i < records; i++) {
                writer.application(Bytes.EMPTY, Bytes.wrap(value));
            }
            if (intake.take(writer.chunk(Snapshot.FURTHER)) != StateIntake.Taken.READ) {
                break;
            }
        }
        return intake.chunks();
    }
}
