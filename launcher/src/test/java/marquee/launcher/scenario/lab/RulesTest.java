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
    private static final ImmutableSet<Life> ONLY_SEQUENCER = ImmutableSet.of(SEQUENCER);
    private static final ImmutableSet<Life> ONLY_REPLICA = ImmutableSet.of(REPLICA);

    @Test
    void stopWhatGoesFromTheOnesToTheOthers() {
        var rules = Rules.NONE.withCut(ONLY_SEQUENCER, ONLY_REPLICA, true);

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
    void stopBothWaysUnlessOneIsMeant() {
        assertThat(Rules.NONE.withCut(ONLY_SEQUENCER, ONLY_REPLICA, false).cuts())
                .containsExactly(
                        new Cut(new Ends(ONLY_SEQUENCER, false), new Ends(ONLY_REPLICA, false)),
                        new Cut(new Ends(ONLY_REPLICA, false), new Ends(ONLY_SEQUENCER, false)));
    }

    /// Those that are cut off together still reach each other.
    @Test
    void stopWhatGoesToAnybodyElseAndComesFromThere() {
        var both = ImmutableSet.of(SEQUENCER, REPLICA);

        var rules = Rules.NONE.withCut(both, ImmutableSet.of(), false);

        assertThat(rules.cuts())
                .containsExactly(
                        new Cut(new Ends(both, false), new Ends(both, true)),
                        new Cut(new Ends(both, true), new Ends(both, false)));
        assertThat(rules.text())
                .contains("& 0x0000ffff0000ffff != { 0x")
                .contains("& 0xffff0000ffff0000 != { 0x");
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
        var cut = bad.withCut(ONLY_SEQUENCER, ONLY_REPLICA, true);

        assertThat(cut.withoutCuts()).isEqualTo(bad);
        assertThat(bad.with(REPLICA, LinkFaults.NONE)).isEqualTo(Rules.NONE);
    }
}
