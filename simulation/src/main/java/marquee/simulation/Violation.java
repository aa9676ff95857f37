package marquee.simulation;

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
}
