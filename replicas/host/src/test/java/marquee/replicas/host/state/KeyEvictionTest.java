package marquee.replicas.host.state;

import static marquee.replicas.host.Orders.executed;
import static marquee.replicas.host.Orders.id;
import static org.assertj.core.api.Assertions.assertThat;

import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.Outcome.Verdict;
import marquee.protocol.replication.RequestId;
import marquee.protocol.wire.Bytes;
import marquee.replicas.host.Orders;
import org.junit.jupiter.api.Test;

/// Rule P3, at its edges. Whether a key is still there shows in the answer to a repeat: the first
/// number of one that is, its own number of one that is not.
class KeyEvictionTest {
    private static final Bytes OPERATION = Registers.set(1, 1);
    private static final long T = 1_000_000;

    private ReplicatedState state = state(KeyLimits.DEFAULT);
    private long number;

    private static ReplicatedState state(KeyLimits keys) {
        return new ReplicatedState(new Registers(), StateLimits.DEFAULT.withKeys(keys));
    }

    @Test
    void keepsTheNewest64KeysOfAClientWhateverTheirAge() {
        nameKeys("ATWC1111", 1, 64, T);

        assertThat(name(id("ATWC1111", 1), T + 3_600_000).firstNumber()).isEqualTo(1);
    }

    @Test
    void evictsTheOldestBeyond64OnceItIs20SecondsOld() {
        nameKeys("ATWC1111", 1, 64, T);
        name(id("ATWC1111", 65), T + 20_000);

        assertThat(name(id("ATWC1111", 2), T + 20_000).firstNumber()).isEqualTo(2);
        assertThat(name(id("ATWC1111", 1), T + 20_000).firstNumber()).isEqualTo(67);
    }

    @Test
    void evictsNothingThatIsYoungerThan20Seconds() {
        nameKeys("ATWC1111", 1, 64, T);
        name(id("ATWC1111", 65), T + 19_999);

        assertThat(name(id("ATWC1111", 1), T + 19_999).firstNumber()).isEqualTo(1);
    }

    @Test
    void countsTheAgeOfAKeyFromTheEntryThatLastNamedIt() {
        nameKeys("ATWC1111", 1, 64, T);
        name(id("ATWC1111", 1), T + 10_000);
        name(id("ATWC1111", 65), T + 20_000);

        assertThat(name(id("ATWC1111", 1), T + 20_000).firstNumber()).isEqualTo(1);
        assertThat(name(id("ATWC1111", 2), T + 20_000).firstNumber()).isEqualTo(number);
    }

    @Test
    void countsANamingWithAnotherOperationToo() {
        nameKeys("ATWC1111", 1, 64, T);
        execute(id("ATWC1111", 1), T + 10_000, Registers.set(9, 9));
        name(id("ATWC1111", 65), T + 20_000);

        assertThat(name(id("ATWC1111", 1), T + 20_000).firstNumber()).isEqualTo(1);
    }

    @Test
    void leavesOtherClientsAlone() {
        nameKeys("ATWC1111", 1, 64, T);
        nameKeys("VERC2222", 1, 64, T + 30_000);

        assertThat(name(id("ATWC1111", 1), T + 30_000).firstNumber()).isEqualTo(1);
    }

    @Test
    void evictsTheOldestOfAllBeyondTheLimitOfAll() {
        state = state(new KeyLimits(64, 3, 9, 20_000, 4, 2));
        for (int client = 1; client <= 3; client++) {
            name(id("client-" + client, 1), T);
        }
        name(id("client-4", 1), T + 20_000);

        assertThat(name(id("client-2", 1), T + 20_000).firstNumber()).isEqualTo(2);
        assertThat(name(id("client-1", 1), T + 20_000).firstNumber()).isEqualTo(number);
    }

    @Test
    void refusesNewKeysWhileTheTableIsFullOfYoungOnes() {
        state = state(new KeyLimits(64, 3, 5, 20_000, 4, 2));
        nameKeys("ATWC1111", 1, 5, T);

        var refused = name(id("VERC2222", 1), T + 19_999);
        assertThat(refused)
                .isEqualTo(
                        new Outcome(6, 6, id("VERC2222", 1), Verdict.KEYS_EXHAUSTED, Bytes.EMPTY));
        assertThat(name(id("ATWC1111", 1), T + 19_999).firstNumber()).isEqualTo(1);
        assertThat(name(id("#frontend-1", 1), T + 19_999).verdict()).isEqualTo(Verdict.EXECUTED);
        assertThat(name(id("VERC2222", 1), T + 20_000))
                .isEqualTo(executed(9, 9, id("VERC2222", 1), Bytes.wrap((byte) 1)));
    }

    @Test
    void shedsABoundedNumberOfKeysForOneNewOne() { // P28
        state = state(new KeyLimits(64, 1, 100, 20_000, 4, 2));
        nameKeys("ATWC1111", 1, 20, T);
        name(id("VERC2222", 1), T + 20_000);

        int shed = KeyLimits.EVICTIONS_MAX;
        assertThat(state.outcome(shed, id("ATWC1111", shed))).isNull();
        assertThat(state.outcome(shed + 1, id("ATWC1111", shed + 1))).isNotNull();
    }

    @Test
    void keepsTheLastKeysOfAFrontEndsOwnSessionWhateverTheirAge() {
        nameKeys("#frontend-1", 1, 4_096, T);
        assertThat(name(id("#frontend-1", 1), T + 1).firstNumber()).isEqualTo(1);

        name(id("#frontend-1", 4_097), T + 2);
        assertThat(name(id("#frontend-1", 3), T + 2).firstNumber()).isEqualTo(3);
        assertThat(name(id("#frontend-1", 2), T + 2).firstNumber()).isEqualTo(number);
    }

    @Test
    void forgetsTheSessionThatHasBeenSilentLongest() {
        state = state(new KeyLimits(64, 3, 5, 20_000, 4, 2));
        nameKeys("#frontend-1/a", 1, 4, T);
        nameKeys("#frontend-2/a", 1, 4, T);
        name(id("#frontend-1/a", 4), T);
        name(id("#frontend-3/a", 1), T);

        assertThat(state.outcome(1, id("#frontend-1/a", 1))).isNotNull();
        for (int key = 1; key <= 4; key++) {
            assertThat(state.outcome(4 + key, id("#frontend-2/a", key))).isNull();
        }
    }

    private void nameKeys(String client, int from, int to, long millis) {
        for (int key = from; key <= to; key++) {
            name(id(client, key), millis);
        }
    }

    private Outcome name(RequestId id, long millis) {
        return execute(id, millis, OPERATION);
    }

    private Outcome execute(RequestId id, long millis, Bytes operation) {
        var entry = Orders.request(++number, millis, id, operation);
        return state.execute(entry, (Entry.Request) entry.content());
    }
}
