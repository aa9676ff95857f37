package marquee.protocol.replication;

import com.google.common.collect.ImmutableList;
import java.util.List;
import java.util.TreeMap;
import java.util.function.LongPredicate;
import marquee.protocol.replication.Judgement.Verdict;
import org.jspecify.annotations.Nullable;

/// The judgements of one incarnation that may still become a strike-out (rule P29). Everybody who
/// follows the order keeps the same ones, whatever the order in which front ends report them. Used
/// by one thread.
///
/// Three incorrect replies count if no reply between them was right, and if it is known of every
/// request between them. Front ends tell of each incorrect reply at once, and of others only while
/// there is an incorrect one that no right one follows: so a group without a liar reports nothing.
public final class Strikes {
    /// How many consecutive incorrect replies convict.
    public static final int STRIKES = 3;

    /// Judgements so far behind the newest are forgotten.
    public static final int WINDOW = 4_096;

    /// No reply is held against the incarnation.
    public static final long NONE = Long.MAX_VALUE;

    private final TreeMap<Long, Verdict> known = new TreeMap<>();
    private long first = NONE;

    /// Makes the strikes of which [#judgements] told.
    public static Strikes of(List<Judgement> judgements) {
        var strikes = new Strikes();
        judgements.forEach(told -> strikes.known.put(told.number(), told.verdict()));
        strikes.first = strikes.lowest();
        return strikes;
    }

    /// Every judgement that is kept, by number.
    public ImmutableList<Judgement> judgements() {
        return known.entrySet().stream()
                .map(judged -> new Judgement(judged.getKey(), judged.getValue()))
                .collect(ImmutableList.toImmutableList());
    }

    /// The lowest number of an incorrect reply that no right one follows; [#NONE] if there is none.
    /// Above it every reply matters.
    public long first() {
        return first; // Asked at each reply, while judgements are few.
    }

    private long lowest() {
        long lowest = NONE;
        for (var judged : known.descendingMap().entrySet()) {
            if (judged.getValue() == Verdict.RIGHT) {
                return lowest;
            }
            if (judged.getValue() == Verdict.INCORRECT) {
                lowest = judged.getKey();
            }
        }
        return lowest;
    }

    /// How many incorrect replies no right one follows.
    public int count() {
        return (int)
                known.tailMap(first, true).values().stream()
                        .filter(verdict -> verdict == Verdict.INCORRECT)
                        .count();
    }

    /// Whether a judgement says more than what is known: right and incorrect say more than the
    /// others, and between those two the first stands.
    public boolean isNews(Judgement judgement) {
        long number = judgement.number();
        if (!known.isEmpty() && number <= known.lastKey() - WINDOW) {
            return false;
        }
        if (judgement.verdict() != Verdict.INCORRECT && number <= first) {
            return false;
        }
        var before = known.get(number);
        return before == null || (!decides(before) && decides(judgement.verdict()));
    }

    private static boolean decides(Verdict verdict) {
        return verdict == Verdict.RIGHT || verdict == Verdict.INCORRECT;
    }

    /// Takes in a judgement, if it is news.
    public void take(Judgement judgement) {
        if (isNews(judgement)) {
            known.put(judgement.number(), judgement.verdict());
            long forgotten = known.lastKey() - WINDOW;
            known.headMap(forgotten, true).clear();
            if (decides(judgement.verdict()) || first <= forgotten) {
                first = lowest();
            }
        }
    }

    /// Looks for three consecutive incorrect replies.
    ///
    /// @param awaited whether the verdict at a number that is not known yet will be: a request
    ///   stands there, and the front end that it came from lives
    /// @return the number of the third; null if there is none
    public @Nullable Long struckOut(LongPredicate awaited) {
        int count = 0;
        long next = known.isEmpty() ? 0 : known.firstKey();
        for (var judged : known.entrySet()) {
            for (; next < judged.getKey() && count > 0; next++) {
                count = awaited.test(next) ? 0 : count;
            }
            next = judged.getKey() + 1;
            count = judged.getValue() == Verdict.RIGHT ? 0 : count;
            if (judged.getValue() == Verdict.INCORRECT && ++count == STRIKES) {
                return judged.getKey();
            }
        }
        return null;
    }
}
