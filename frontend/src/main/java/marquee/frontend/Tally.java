package marquee.frontend;

import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Maps;
import java.util.Arrays;
import marquee.frontend.FrontEndStatus.Count;
import marquee.frontend.FrontEndStatus.Verdict;

/// What a front end counts. Nothing that it drops, refuses or doubts goes uncounted.
@SuppressWarnings("EnumOrdinal") // An index into arrays of longs that never leave this class.
final class Tally {
    private final long[] counts = new long[Count.values().length];
    private final long[][] verdicts;

    Tally(int slots) {
        verdicts = new long[slots][Verdict.values().length];
    }

    void add(Count count) {
        counts[count.ordinal()]++;
    }

    void add(Count count, int times) {
        counts[count.ordinal()] += times;
    }

    void add(int slot, Verdict verdict) {
        verdicts[slot - 1][verdict.ordinal()]++;
    }

    ImmutableMap<Count, Long> counts() {
        return Maps.toMap(Arrays.asList(Count.values()), count -> counts[count.ordinal()]);
    }

    ImmutableMap<Verdict, Long> verdicts(int slot) {
        var slots = verdicts[slot - 1];
        return Maps.toMap(Arrays.asList(Verdict.values()), verdict -> slots[verdict.ordinal()]);
    }
}
