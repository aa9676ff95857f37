package marquee.launcher.scenario.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What packet filters have counted.
class TallyTest {
    private static final String SAID =
            """
            table netdev marquee {
            \tcounter cut {
            \t\tpackets 2 bytes 248
            \t}
            \tcounter lost {
            \t\tpackets 34 bytes 4216
            \t}
            \tcounter doubled {
            \t\tpackets 0 bytes 0
            \t}
            \tcounter damaged {
            \t\tpackets 5 bytes 700
            \t}
            }
            """;

    @Test
    void isReadFromWhatTheyShow() {
        assertThat(Tally.read(SAID)).isEqualTo(new Tally(2, 34, 0, 5));
    }

    @Test
    void isTheSumOfAllHostsSinceAnEarlierOne() {
        var all = Tally.read(SAID).plus(new Tally(1, 1, 1, 1));

        assertThat(all.since(Tally.read(SAID))).isEqualTo(new Tally(1, 1, 1, 1));
        assertThat(all).hasToString("datagrams stopped at cuts 3, lost 35, doubled 1, damaged 6");
    }
}
