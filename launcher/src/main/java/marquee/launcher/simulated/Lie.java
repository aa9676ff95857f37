package marquee.launcher.simulated;

/// How a faulty replica lies. Whatever it says, it says it of itself: it cannot speak for another.
public enum Lie {
    /// Every answer is random bytes.
    RANDOM,
    /// One bit of every answer is another.
    ONE_BIT,
    /// A random answer goes out before the entry is executed, and one for the next entry, under a
    /// guessed id, before there is such an entry; the right ones follow.
    EARLY,
    /// Every wrong answer is sent twice, and then the right one.
    DOUBLED,
    /// The right answer under a wrong number.
    WRONG_NUMBER,
    /// The right answer under a wrong id.
    WRONG_ID,
    /// The answer to the request before.
    PREVIOUS,
    /// Two wrong answers of three.
    NOW_AND_THEN,
    /// The right answer to one front end, and a wrong one to each other.
    TWO_FACED,
    /// A wrong answer, then none, and so on.
    WRONG_AND_SILENT,
    /// The right answer, and none before it has been asked for again: as late as may be.
    ONLY_WHEN_ASKED,
    /// More entries executed than there are.
    ACKS_BEYOND_HEAD,
    /// Subscribes over and over, from an earlier place each time.
    SUBSCRIPTION_FLOOD,
    /// Another digest at every mark.
    WRONG_DIGESTS,
    /// The right digest for whoever joins, and chunks of another state or of none.
    ROTTEN_CHUNKS;

    /// Whether a few requests and a mark convict whoever lies like this: each of its answers is
    /// wrong or missing, or each of its digests is wrong. Others may be right now and then, or are
    /// wrong where nobody compares.
    boolean isPlain() {
        return switch (this) {
            case RANDOM, ONE_BIT, DOUBLED, WRONG_ID, WRONG_AND_SILENT, WRONG_DIGESTS -> true;
            case EARLY,
                    WRONG_NUMBER,
                    PREVIOUS,
                    NOW_AND_THEN,
                    TWO_FACED,
                    ONLY_WHEN_ASKED,
                    ACKS_BEYOND_HEAD,
                    SUBSCRIPTION_FLOOD,
                    ROTTEN_CHUNKS ->
                    false;
        };
    }
}
