package marquee.launcher.scenario.lab;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSet;
import marquee.launcher.scenario.lab.Rules.Cut;
import marquee.launcher.scenario.lab.Rules.Ends;
import marquee.protocol.NodeId;
import marquee.transport.LinkFaults;
import org.junit.jupiter.api.Test;

/// What packet filters are told, for cuts and for bad links.
class RulesTest {
    private static final Life SEQUENCER = new Life(NodeId.SEQUENCER, 0);
    private static final Life REPLICA = new Life(NodeId.replica(3), 2);

    @Test
    void stopWhatGoesFromTheOnesToTheOthers() {
        var rules = Rules.NONE.with(ImmutableSet.of(new Cut(only(SEQUENCER), only(REPLICA))));

        assertThat(rules.text().lines())
                .containsExactly(
                        "flush chain netdev marquee eth0",
                        "add rule netdev marquee eth0 " + stopped(),
                        "flush chain netdev marquee lo",
                        "add rule netdev marquee lo " + stopped());
    }

    /// Sender and its incarnation, then receiver and its: 64 bits of the datagram's header.
    private static String stopped() {
        return "ip protocol udp @th,256,64 & 0xffff0000ffff0000 == { 0x%04x000000000000 }"
                        .formatted(NodeId.SEQUENCER.wire())
                + " @th,256,64 & 0x0000ffff0000ffff == { 0x0000%04x00000002 }"
                        .formatted(NodeId.replica(3).wire())
                + " counter name cut drop";
    }

    @Test
    void stopWhatGoesToAnybodyElse() {
        var cut = new Cut(only(REPLICA), new Ends(ImmutableSet.of(REPLICA), true));

        assertThat(Rules.NONE.with(ImmutableSet.of(cut)).text())
                .contains("0x0000ffff0000ffff != { 0x0000%04x".formatted(REPLICA.node().wire()));
    }

    @Test
    void loseDoubleAndDamageSharesOfWhatOneSends() {
        var rules = Rules.NONE.with(REPLICA, new LinkFaults(200, 100, 0, 50, 0)).text();

        assertThat(rules.lines().filter(line -> line.contains(" eth0 ip ")))
                .hasSize(3)
                .satisfiesExactly(
                        line -> assertThat(line).endsWith("mod 1000 < 200 counter name lost drop"),
                        line ->
                                assertThat(line)
                                        .contains(
                                                "mod 1000 < 100 meta mark != 0x6d meta mark set 0x6d")
                                        .endsWith("dup to \"eth0\""),
                        line ->
                                assertThat(line)
                                        .contains(
                                                "mod 1000 < 50 counter name damaged @th,480,32 set"));
        assertThat(rules).contains("dup to \"lo\"");
    }

    @Test
    void leaveNothingToChanceWhereEverythingIsLost() {
        assertThat(Rules.NONE.with(REPLICA, new LinkFaults(1_000, 0, 0, 0, 0)).text())
                .contains("} counter name lost drop")
                .doesNotContain("numgen");
    }

    @Test
    void forgetCutsAndKeepBadLinksWhenTheNetworkHeals() {
        var bad = Rules.NONE.with(REPLICA, new LinkFaults(200, 0, 0, 0, 0));
        var cut = bad.with(ImmutableSet.of(new Cut(only(SEQUENCER), only(REPLICA))));

        assertThat(cut.withoutCuts()).isEqualTo(bad);
        assertThat(bad.with(REPLICA, LinkFaults.NONE)).isEqualTo(Rules.NONE);
    }

    private static Ends only(Life life) {
        return new Ends(ImmutableSet.of(life), false);
    }
}
