package marquee.launcher.console;

import java.util.concurrent.ThreadLocalRandom;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// The seed of a command that leaves something to chance.
public final class SeedOption {
    private static final long CHOSEN_MAX = 1_000_000_000;

    @Option(
            names = "--seed",
            paramLabel = "N",
            description = "What every random choice is made from; printed, chosen unless given.")
    private @Nullable Long seed;

    /// The seed: as given, or else chosen once.
    public long seed() {
        if (seed == null) {
            seed = ThreadLocalRandom.current().nextLong(CHOSEN_MAX);
        }
        return seed;
    }
}
