package marquee.scenarios.lockstep;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import marquee.config.ExitStatus;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Option;

/// The program behind `test-scenarios/lock-step`: a campaign that can be interrupted.
@Command(
        name = "test-scenarios/lock-step",
        mixinStandardHelpOptions = true,
        description =
                "Takes all implementations and the reference model through random streams and"
                        + " compares them after every operation. What was done is kept in a file;"
                        + " started again, it goes on from there.")
final class CampaignCommand implements Callable<Integer> {
    private static final int FIRST_SEED_MAX = 1_000_000_000;
    private static final long WRITE_NANOS = 2_000_000_000L;
    private static final long SHOW_NANOS = 500_000_000L;
    private static final long LINE_NANOS = 30_000_000_000L;

    @Option(
            names = "--operations",
            paramLabel = "N",
            defaultValue = "10000000",
            description = "How many operations in all; else ${DEFAULT-VALUE}.")
    private long operations;

    @Option(
            names = "--file",
            paramLabel = "FILE",
            defaultValue = "test-scenarios/target/lock-step.tally",
            description = "Where to keep what was done; else ${DEFAULT-VALUE}.")
    private Path file = Path.of("");

    @Option(
            names = "--stream",
            paramLabel = "SEED",
            description = "Run the stream of this seed alone, without the file.")
    private @Nullable Long stream;

    private long writtenAt = System.nanoTime();
    private long shownAt = System.nanoTime();

    /// Runs the command and exits with its status: 1 if there was a difference or the campaign was
    /// vacuous.
    public static void main(String[] arguments) {
        System.exit(new CommandLine(new CampaignCommand()).execute(arguments));
    }

    @Override
    public Integer call() throws IOException, InterruptedException, ExecutionException {
        if (stream != null) {
            return runAlone(stream);
        }
        var tally = begin();
        try {
            Campaign.run(
                    tally,
                    operations,
                    LockStep.everybody(),
                    outcome -> {
                        print(outcome);
                        show(tally);
                    });
        } finally {
            tally.write(file);
        }
        finish(tally);
        return tally.differences().isEmpty() && tally.complaints().isEmpty()
                ? ExitStatus.DONE
                : ExitStatus.REFUSED;
    }

    private static int runAlone(long seed) {
        var plan = StreamPlan.of(seed);
        System.out.println(plan);
        var outcome = LockStep.run(plan, LockStep.everybody());
        print(outcome);
        System.out.println(outcome.operations() + " operations");
        return outcome.difference().isEmpty() ? ExitStatus.DONE : ExitStatus.REFUSED;
    }

    private Tally begin() throws IOException {
        if (Files.exists(file)) {
            var tally = Tally.read(file);
            System.out.println("going on with " + file + ": " + tally);
            return tally;
        }
        var tally = new Tally(ThreadLocalRandom.current().nextInt(FIRST_SEED_MAX));
        tally.write(file);
        System.out.println("first seed " + tally.firstSeed() + ", kept in " + file);
        return tally;
    }

    private static void print(StreamOutcome outcome) {
        outcome.difference()
                .ifPresent(found -> {
                    System.out.printf(
                            "%nseed %d, a difference after %d operations; the shortest:%n",
                            outcome.seed(), found.operations());
                    System.out.println(found);
                });
    }

    private void show(Tally tally) {
        long now = System.nanoTime();
        if (now - writtenAt > WRITE_NANOS) {
            writtenAt = now;
            try {
                tally.write(file);
            } catch (IOException failure) {
                throw new UncheckedIOException(failure);
            }
        }
        boolean terminal = isAtTerminal();
        if (now - shownAt > (terminal ? SHOW_NANOS : LINE_NANOS)) {
            shownAt = now;
            System.out.print(terminal ? "\r" + tally + " " : tally + "\n");
            System.out.flush();
        }
    }

    private static void finish(Tally tally) {
        System.out.println(isAtTerminal() ? "\nmarks" : "marks");
        tally.marks().forEach((mark, count) -> System.out.printf("%12d  %s%n", count, mark));
        tally.complaints().forEach(complaint -> System.out.println("vacuous: " + complaint));
        tally.differences()
                .forEach((seed, after) ->
                        System.out.printf(
                                "different after %d operations: test-scenarios/lock-step --stream"
                                        + " %d%n",
                                after, seed));
        System.out.println(tally);
    }

    @SuppressWarnings("SystemConsoleNull") // It does again from JDK 25 on, see JDK-8351435.
    private static boolean isAtTerminal() {
        var console = System.console();
        return console != null && console.isTerminal();
    }
}
