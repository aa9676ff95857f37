package marquee.launcher.simulated;

/// How a faulty replica lies. Whatever it says, it says it of itself: it cannot speak for another.
public enum Lie {
    /// Every answer is random bytes.
    RANDOM,
    /// A random answer goes out before the entry is executed, and one for the next entry, under a
    /// guessed id, before there is such an entry; the right ones follow.
    EARLY,
    /// Every wrong answer is sent twice, and then the right one.
    DOUBLED,
    /// The right answer under a wrong number.
    WRONG_NUMBER,
    /// The answer to the request before.
    PREVIOUS,
    /// Two wrong answers of three.
    NOW_AND_THEN
}
