package marquee.simulation;

import org.jspecify.annotations.Nullable;

/// A rule was broken: the run has failed, and whoever ran it says so with the seed.
public final class Violation extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String rule;

    /// Makes a violation of the rule with the name `rule`, such as `I2`.
    public Violation(String rule, String what) {
        super(rule + ": " + what);
        this.rule = rule;
    }

    /// Makes a violation of the rule with the name `rule` that came to light by `cause`.
    public Violation(String rule, String what, Throwable cause) {
        super(rule + ": " + what, cause);
        this.rule = rule;
    }

    /// The name of the rule.
    public String rule() {
        return rule;
    }

    /// Whether `other` broke the same rule, and by the same kind of exception if by one.
    public boolean isLike(Violation other) {
        return rule.equals(other.rule) && kind(getCause()) == kind(other.getCause());
    }

    private static @Nullable Class<?> kind(@Nullable Throwable cause) {
        return cause == null ? null : cause.getClass();
    }
}
