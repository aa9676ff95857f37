package marquee.launcher.bench;

import java.io.IOException;
import java.util.function.Consumer;
import marquee.benchmarks.Workload;
import marquee.client.UnreachableException;
import marquee.launcher.bench.report.Run;

/// Turns that are taken again if they measured something else than they were to.
///
/// @param told why a turn did not count, each time
record Again(Contestant.Turn turn, Consumer<String> told) implements Contestant.Turn {
    /// After so many in a row that do not count there is no measurement.
    static final int TURNS_MAX = 5;

    /// A turn does not count; the message says why.
    static final class NotCounted extends IOException {
        private static final long serialVersionUID = 1L;

        NotCounted(String message) {
            super(message);
        }
    }

    @Override
    public Run take(Workload workload)
            throws IOException, UnreachableException, InterruptedException {
        for (int taken = 1; ; taken++) {
            try {
                return turn.take(workload);
            } catch (NotCounted e) {
                if (taken == TURNS_MAX) {
                    throw e;
                }
                told.accept(e.getMessage());
            }
        }
    }
}
