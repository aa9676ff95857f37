package marquee.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ViolationTest {
    private final Violation broken = new Violation("I2", "this and that");
    private final Violation threw =
            new Violation("P49", "a role threw", new IllegalStateException("here"));

    @Test
    void violationsOfOneRuleAreAlike() {
        assertThat(broken.isLike(new Violation("I2", "something else"))).isTrue();
        assertThat(broken.isLike(new Violation("I3", "this and that"))).isFalse();
    }

    @Test
    void thoseByUnlikeExceptionsAreNot() {
        var there = new Violation("P49", "a role threw", new IllegalStateException("there"));
        var other = new Violation("P49", "a role threw", new IllegalArgumentException("here"));

        assertThat(threw.isLike(there)).isTrue();
        assertThat(threw.isLike(other)).isFalse();
        assertThat(threw.isLike(new Violation("P49", "a role threw"))).isFalse();
    }
}
