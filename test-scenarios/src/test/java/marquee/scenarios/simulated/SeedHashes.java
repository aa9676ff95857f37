package marquee.scenarios.simulated;

import java.util.List;
import java.util.stream.LongStream;
import marquee.launcher.simulated.Variation;
import marquee.launcher.simulated.campaign.Campaign;

/// A program that prints the trace hashes of some seeds, for comparison with another JVM.
final class SeedHashes {
    private SeedHashes() {}

    static List<String> of(long first, int count) {
        return LongStream.range(first, first + count)
                .mapToObj(seed -> Campaign.hash(seed, Variation.NONE))
                .toList();
    }

    public static void main(String[] arguments) {
        of(Long.parseLong(arguments[0]), Integer.parseInt(arguments[1]))
                .forEach(System.out::println);
    }
}
