package marquee.scenarios.lockstep;

import java.io.IOException;
import java.io.PrintWriter;
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
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

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

    @Spec private @Nullable CommandSpec spec;

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

    private int runAlone(long seed) {
        var plan = StreamPlan.of(seed);
        out().println(plan);
        var outcome = LockStep.run(plan, LockStep.everybody());
        print(outcome);
        out().println(outcome.operations() + " operations");
        return outcome.difference().isEmpty() ? ExitStatus.DONE : ExitStatus.REFUSED;
    }

    /// The tally in the file; a new one if there is no file.
    private Tally begin() {
        try {
            boolean goesOn = Files.exists(file);
            var tally =
                    goesOn
                            ? Tally.read(file)
                            : new Tally(ThreadLocalRandom.current().nextInt(FIRST_SEED_MAX));
            tally.write(file);
            out().println((goesOn ? "going on with " : "beginning ") + file + ": " + tally);
            return tally;
        } catch (IllegalArgumentException other) {
            throw new ParameterException(known().commandLine(), other.getMessage());
        } catch (IOException failure) {
            throw new ParameterException(
                    known().commandLine(), "cannot keep a campaign in " + file + ": " + failure);
        }
    }

    private void print(StreamOutcome outcome) {
        outcome.difference()
                .ifPresent(found -> {
                    out().printf(
                                    "%nseed %d, a difference after %d operations; the shortest:%n",
                                    outcome.seed(), found.operations());
                    out().println(found);
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
            out().print(terminal ? "\r" + tally + " " : tally + "\n");
            out().flush();
        }
    }

    private void finish(Tally tally) {
        out().println(isAtTerminal() ? "\nmarks" : "marks");
        tally.marks().forEach((mark, count) -> out().printf("%12d  %s%n", count, mark));
        tally.complaints().forEach(complaint -> out().println("vacuous: " + complaint));
        tally.differences()
                .forEach((seed, after) ->
                        out().printf(
                                        "different after %d operations: test-scenarios/lock-step --stream"
                                                + " %d%n",
                                        after, seed));
        out().println(tally);
    }

    @SuppressWarnings("SystemConsoleNull") // It does again from JDK 25 on, see JDK-8351435.
    private static boolean isAtTerminal() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    private PrintWriter out() {
        return known().commandLine().getOut();
    }

    private CommandSpec known() {
        if (spec == null) {
            throw new IllegalStateException("not run by picocli");
        }
        return spec;
    }
}
