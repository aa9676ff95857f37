package marquee.replicas.host.faults;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import marquee.protocol.replication.Entry;
import marquee.protocol.wire.Bytes;
import marquee.replicas.host.Orders;
import marquee.replicas.host.state.RandomOrder;
import marquee.replicas.host.state.Registers;
import marquee.replicas.host.state.ReplicatedState;
import org.junit.jupiter.api.Test;

/// The fault `wrong-state`.
class RottenStateTest {
    private final RottenState rotten = new RottenState(new Registers());
    private final ReplicatedState state = new ReplicatedState(rotten, RandomOrder.LIMITS);
    private final ReplicatedState sound = new ReplicatedState(new Registers(), RandomOrder.LIMITS);
    private long number;

    @Test
    void isSoundUntilItIsTold() {
        set(1, 1);

        assertThat(state.digest()).isEqualTo(sound.digest());
    }

    @Test
    void rotsOneRecordAndAnswersRight() { // P31
        set(1, 1);
        rotten.rot();
        set(1, 2);
        set(2, 3);
        set(1, 4);

        assertThat(state.digest()).isNotEqualTo(sound.digest());
        assertThat(records(rotten)).containsExactly(record(1, 5), record(2, 3));
    }

    @Test
    void keepsADigestThatAFullScrubConfirms() {
        rotten.rot();
        for (int register = 1; register <= 20; register++) {
            set(register, register);
        }
        for (int mark = 0; mark < 20; mark++) {
            state.mark(Orders.mark(++number, number));
        }

        assertThat(state.corrections()).as("nothing has changed behind its back").isZero();
    }

    @Test
    void rotsAnotherRecordWhereTheFirstIsGone() {
        rotten.rot();
        set(1, 1);
        set(1, 0);
        assertThat(records(rotten)).isEmpty();
        set(2, 2);

        assertThat(records(rotten)).containsExactly(record(2, 3));
    }

    /// Has both execute the same, and expects the same result.
    private void set(int register, int value) {
        number++;
        var id = Orders.id("ATWC1111", number);
        var entry = Orders.request(number, number, id, Registers.set(register, value));
        var request = (Entry.Request) entry.content();
        assertThat(state.execute(entry, request)).isEqualTo(sound.execute(entry, request));
    }

    private static String record(int register, int value) {
        return Bytes.wrap((byte) register) + "=" + Bytes.wrap((byte) value);
    }

    private static List<String> records(RottenState state) {
        var records = new ArrayList<String>();
        state.scan(null, (key, value) -> records.add(key + "=" + value));
        return records;
    }
}
