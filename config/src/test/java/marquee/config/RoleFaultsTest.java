package marquee.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import marquee.config.RoleFaults.WrongReply;
import marquee.protocol.NodeId;
import marquee.protocol.replication.FaultOrder;
import marquee.transport.LinkFaults;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The notation of `--fault`.
class RoleFaultsTest {
    @Test
    void readsFaultsOfLinksJoinedByCommas() throws Exception {
        var text = "drop:10%,duplicate:5%,reorder:12.5%,corrupt:1%,delay:20ms";

        var faults = RoleFaults.parse(text);

        assertThat(faults.links()).isEqualTo(new LinkFaults(100, 50, 125, 10, 20_000_000));
        assertThat(faults.text()).isEqualTo(text);
        assertThat(faults.ofReplica()).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"wrong-reply, 1, 1", "wrong-reply:3, 3, 0", "wrong-reply:2/3, 2, 3"})
    void readsWhichRepliesAreIncorrect(String text, int count, int cycle) throws Exception {
        assertThat(RoleFaults.parse(text).wrongReply()).isEqualTo(new WrongReply(count, cycle));
    }

    @Test
    void readsEveryFaultOfAReplica() throws Exception {
        assertThat(RoleFaults.parse("silent").silent()).isTrue();
        assertThat(RoleFaults.parse("slow:200ms").slowMillis()).isEqualTo(200);
        assertThat(RoleFaults.parse("wrong-state").rotten()).isTrue();
        assertThat(RoleFaults.parse("hang").hangs()).isTrue();
        assertThat(RoleFaults.parse("crash").crashAt()).isZero();
        assertThat(RoleFaults.parse("crash@500").crashAt()).isEqualTo(500);
        assertThat(RoleFaults.parse("hang").crashAt()).isEqualTo(RoleFaults.NEVER);
    }

    @Test
    void joinsFaultsOfAllKinds() throws Exception {
        var faults = RoleFaults.parse("wrong-reply:2/3, drop:100%, slow:5ms");

        assertThat(faults.wrongReply()).isEqualTo(new WrongReply(2, 3));
        assertThat(faults.links().dropPerMille()).isEqualTo(1_000);
        assertThat(faults.slowMillis()).isEqualTo(5);
        assertThat(faults.order(7))
                .isEqualTo(new FaultOrder("wrong-reply:2/3,drop:100%,slow:5ms", 7));
        assertThat(RoleFaults.NONE.order(7)).isEqualTo(new FaultOrder("clear", 7));
    }

    @Test
    void takesClearForNoFault() throws Exception {
        assertThat(RoleFaults.parse("clear")).isEqualTo(RoleFaults.NONE);
        assertThatThrownBy(() -> RoleFaults.parse("clear,hang"))
                .hasMessageStartingWith("unknown fault 'clear'");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "drop",
                "drop:10",
                "drop:x%",
                "delay:20",
                "delay:20%",
                "wrong-reply:",
                "wrong-reply@3",
                "hang:3",
                "crash:3",
                "crash@",
                "slow",
                "slow:10%",
                "HANG"
            })
    void listsWhatIsKnownWhenAFaultIsNot(String text) {
        assertThatThrownBy(() -> RoleFaults.parse(text))
                .hasMessage(
                        "unknown fault '%s', expected wrong-reply, wrong-reply:3, wrong-reply:2/3,"
                                + " wrong-state, crash, crash@500, hang, silent, slow:200ms,"
                                + " drop:10%%, duplicate:5%%, reorder:10%%, corrupt:5%%,"
                                + " delay:20ms, joined by commas",
                        text);
    }

    @ParameterizedTest
    @CsvSource({
        "drop:101%, fault 'drop:101%': expected at most 100%",
        "delay:99999999999999999999ms, fault 'delay:99999999999999999999ms': expected at most 10000",
        "wrong-reply:4/3, 'fault ''wrong-reply:4/3'': 4 of every 3, expected a share such as 2/3'",
        "wrong-reply:0/0, 'fault ''wrong-reply:0/0'': 0 of every 0, expected a share such as 2/3'"
    })
    void refusesNumbersThatMakeNoSense(String text, String complaint) {
        assertThatThrownBy(() -> RoleFaults.parse(text)).hasMessage(complaint);
    }

    @Test
    void refusesMoreThanCanBeTold() {
        assertThatThrownBy(() -> RoleFaults.parse("silent,".repeat(30) + "hang"))
                .hasMessage("faults of 214 characters, expected at most 200");
    }

    @Test
    void letsOnlyReplicasDoWhatOnlyTheyCan() throws Exception {
        var lies = RoleFaults.parse("wrong-reply,drop:10%");

        assertThatCode(() -> lies.requireFor(NodeId.replica(2))).doesNotThrowAnyException();
        assertThatCode(() -> RoleFaults.parse("drop:10%").requireFor(NodeId.SEQUENCER))
                .doesNotThrowAnyException();
        assertThatThrownBy(() -> lies.requireFor(NodeId.manager(2)))
                .hasMessage(
                        "fault 'wrong-reply,drop:10%' of RM2: only replicas reply and have state,"
                                + " expected drop:10%, duplicate:5%, reorder:10%, corrupt:5%,"
                                + " delay:20ms, joined by commas");
    }
}
