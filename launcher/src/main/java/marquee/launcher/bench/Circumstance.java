package marquee.launcher.bench;

import com.google.common.collect.ImmutableList;
import marquee.launcher.trouble.Trouble;
import marquee.launcher.trouble.Trouble.Kind;

/// What happens to replicas during a run.
enum Circumstance {
    /// One is killed.
    CRASH("one killed", Kind.KILL),
    /// One lies three times.
    LIE("one lies", Kind.LIE),
    /// One lies three times and another is killed, at the same time.
    BOTH("one lies, one killed", Kind.LIE, Kind.KILL);

    private static final int SLOTS = 4;

    private final String words;
    private final ImmutableList<Kind> kinds;

    Circumstance(String words, Kind... kinds) {
        this.words = words;
        this.kinds = ImmutableList.copyOf(kinds);
    }

    /// What happens the `n`-th time, from 0: each slot has its turn.
    ImmutableList<Trouble> troubles(int n) {
        var troubles = ImmutableList.<Trouble>builder();
        for (int i = 0; i < kinds.size(); i++) {
            int slot = (n + i * SLOTS / 2) % SLOTS + 1;
            troubles.add(new Trouble("R" + slot, kinds.get(i)));
        }
        return troubles.build();
    }

    /// What happens, in words.
    String words() {
        return words;
    }
}
