package marquee.launcher.simulated.campaign;

import marquee.launcher.simulated.AnswerCheck;
import marquee.launcher.simulated.Run;
import marquee.launcher.simulated.Variation;
import marquee.simulation.Fault;
import marquee.simulation.Trace;
import marquee.simulation.Violation;

/// Finds a shorter and milder run of a failing seed that breaks the same rule in the same way.
final class Shrinker {
    private static final int TRIES_MAX = 60;

    private final long seed;
    private final Violation found;
    private Variation best;
    private int tries;

    private Shrinker(CampaignReport.Failure failure, Variation variation) {
        this.seed = failure.seed();
        this.found = failure.violation();
        this.best = variation;
    }

    /// The mildest variation found in which the seed of `failure` still fails like that.
    static Variation shrink(CampaignReport.Failure failure, Variation variation) {
        var shrinker = new Shrinker(failure, variation);
        shrinker.shrink();
        return shrinker.best;
    }

    private void shrink() {
        for (var fault : Fault.values()) {
            if (!best.of(seed).faults().lacks(fault)) {
                keepIfBroken(best.alsoWithout(fault));
            }
        }
        if (best.of(seed).lie() != null) {
            keepIfBroken(best.allHonest());
        }
        int millis = best.of(seed).shape().chaosMillis() / 2;
        while (millis > 0 && keepIfBroken(best.withChaosMillis(millis))) {
            millis /= 2;
        }
        int requests = best.of(seed).requests() / 2;
        while (requests > 0 && keepIfBroken(best.withRequests(requests))) {
            requests /= 2;
        }
    }

    private boolean keepIfBroken(Variation candidate) {
        if (tries++ >= TRIES_MAX) {
            return false;
        }
        var violation = Run.of(candidate.of(seed), Trace.hashing(), AnswerCheck.NONE).violation();
        boolean broken = violation != null && violation.isLike(found);
        best = broken ? candidate : best;
        return broken;
    }
}
