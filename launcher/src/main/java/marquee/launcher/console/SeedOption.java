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
    private @Nullable Long given;

    private final long chosen = ThreadLocalRandom.current().nextLong(CHOSEN_MAX);

    /// The command that makes the same choices again: what was typed, with the seed if it was
    /// chosen.
    public String typed(Screen screen) {
        return given == null ? screen.typed(" --seed " + seed()) : screen.typed();
    }

    /// The seed: as given, or else chosen.
    public long seed() {
        return given == null ? chosen : given;
    }
}
