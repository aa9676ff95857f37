package marquee.launcher.scenario.linear;

/// How much a check may do before it says that it could not decide.
///
/// @param steps how many calls may be tried in all, each in one of the possible worlds: its time
/// @param configurations how many possibilities may be kept at once: its memory
record Limits(long steps, int configurations) {
    /// Some seconds and some 100 MiB.
    static final Limits USUAL = new Limits(3_000_000, 30_000);
}
