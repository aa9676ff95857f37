package marquee.scenarios.planted;

import java.time.Duration;
import java.util.List;
import marquee.launcher.simulated.AnswerCheck;
import marquee.launcher.simulated.Variation;
import marquee.launcher.simulated.campaign.Campaign;
import marquee.protocol.Chance;
import marquee.protocol.Message;
import marquee.protocol.MessageCodec;
import marquee.protocol.replication.ReplicationCodec;
import marquee.protocol.wire.WireReader;

/// A program that looks for a bug in the classes it runs on, and prints one line: which rule was
/// broken and how much it took, or `nothing` and how much was tried.
final class Seek {
    private static final int BYTES_MAX = 60;
    private static final List<MessageCodec<? extends Message>> CODECS =
            List.of(
                    ReplicationCodec.forSequencer(),
                    ReplicationCodec.forReplica(),
                    ReplicationCodec.forFrontEnd(),
                    ReplicationCodec.forManager());

    private Seek() {}

    /// Takes the way to look, `SEEDS` or `BYTES`, and how much to try.
    public static void main(String[] arguments) throws InterruptedException {
        int most = Integer.parseInt(arguments[1]);
        System.out.println(
                switch (PlantedBug.Check.valueOf(arguments[0])) {
                    case SEEDS -> inSeeds(most);
                    case BYTES -> inBytes(most);
                    case TEST, CLASSES -> throw new IllegalArgumentException("not looked for here");
                });
        System.exit(0); // Whatever the bug has left running.
    }

    private static String inSeeds(int most) throws InterruptedException {
        for (int seed = 1; seed <= most; seed++) {
            var plan = new Campaign.Plan(seed, 1, Duration.ofDays(1), 1, Variation.NONE);
            var failures = Campaign.run(plan, AnswerCheck.NONE, progress -> {}).failures();
            if (!failures.isEmpty()) {
                return failures.getFirst().rule() + " " + seed;
            }
        }
        return "nothing " + most;
    }

    /// Random bytes into every decoder: the first that throws has the bug.
    private static String inBytes(int most) {
        var chance = new Chance(1);
        for (int tried = 1; tried <= most; tried++) {
            var bytes = new byte[1 + chance.below(BYTES_MAX)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) chance.next();
            }
            // Mostly a type that there is, so that something is read.
            bytes[0] = (byte) (0x10 * (1 + chance.below(4)) + chance.below(16));
            for (var codec : CODECS) {
                try {
                    codec.decode(new WireReader(bytes, 0, bytes.length));
                } catch (RuntimeException found) {
                    return "P46 " + tried;
                }
            }
        }
        return "nothing " + most;
    }
}
