package marquee.launcher.customers;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// What is made of customers' answers.
class LedgerTest {
    private static final long MILLI = 1_000_000;

    private final Ledger ledger = new Ledger("before");

    @Test
    void anAnswerCountsForThePartInWhichItComes() {
        ledger.now().answered(2 * MILLI, false);
        ledger.begin("during");
        ledger.now().answered(30 * MILLI, true);
        ledger.begin("before");
        ledger.now().answered(2 * MILLI, false);

        assertThat(ledger.requests()).isEqualTo(3);
        assertThat(ledger.lines().get(1)).matches("before +2 +0 +0 +0 +2[.]0 .*");
        assertThat(ledger.lines().get(2)).matches("during +1 +1 +0 +0 +30[.]0 .*");
    }

    @Test
    void oneFailureOrOneWrongAnswerAnywhereSpoilsIt() {
        assertThat(ledger.isClean()).isTrue();
        ledger.now().failed();
        ledger.begin("later");
        assertThat(ledger.failed()).isEqualTo(1);
        assertThat(ledger.isClean()).isFalse();

        var other = new Ledger("only");
        other.now().wrong();
        assertThat(other.isClean()).isFalse();
    }
}
