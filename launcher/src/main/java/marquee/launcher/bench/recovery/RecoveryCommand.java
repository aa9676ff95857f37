package marquee.launcher.bench.recovery;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import marquee.client.FrontEndClient;
import marquee.client.Table;
import marquee.client.UnreachableException;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.config.process.StartException;
import marquee.launcher.bench.recovery.Recovery.Phase;
import marquee.launcher.bench.report.Machine;
import marquee.launcher.bench.report.Spread;
import marquee.launcher.console.Interruption;
import marquee.launcher.console.JsonOption;
import marquee.launcher.console.Narrator;
import marquee.launcher.console.Progress;
import marquee.launcher.console.Screen;
import marquee.launcher.console.TemporaryFolder;
import marquee.launcher.console.Within;
import marquee.launcher.local.ClusterPlan;
import marquee.launcher.local.LocalCluster;
import marquee.launcher.local.Replacement;
import marquee.launcher.trouble.Rescue;
import marquee.launcher.trouble.Rescue.Patience;
import marquee.launcher.trouble.Trouble;
import marquee.launcher.trouble.Trouble.Kind;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The command `bench recovery`.
@Command(
        name = "recovery",
        description = {
            "Measures how long a group that holds bookings takes from a replica's SIGKILL, and from"
                    + " its third lie, until the next incarnation votes, and where the time goes."
        })
public final class RecoveryCommand implements Callable<Integer> {
    private static final LocalDate DATE = LocalDate.of(2023, 5, 15);
    private static final int LIES = 3;
    private static final int SLOTS = 4;

    /// So many entries separate two failures of one slot, or its manager waits before it starts the
    /// next incarnation.
    private static final int QUIET_ENTRIES = 1_100;

    /// A slot fails again in the third run after one in which it failed, at the earliest.
    static final int RUNS_APART = 3;

    private static final long SETTLE_MILLIS = 500;

    /// How often the group is asked how it is. When things happened stands in its answer, and each
    /// question takes something of the processor that recovers.
    private static final long PAUSE_MILLIS = 250;

    private static final long SEED = 1;

    @Mixin private Screen screen = new Screen();

    @Within(min = 0, max = Bookings.MAX)
    @Option(
            names = "--held",
            paramLabel = "N",
            description = "How many bookings the group holds; 100000 unless given.")
    private int held = 100_000;

    @Within(min = 1, max = 1_000)
    @Option(
            names = "--runs",
            paramLabel = "N",
            description = "How often each is measured; 10 times unless given.")
    private int runs = 10;

    @Option(
            names = "--warm-spare",
            description = "Each manager keeps a started process in reserve.")
    private boolean warmSpare;

    @Option(
            names = "--without-keys",
            description = {
                "Requests name no keys, so that replicas hold bookings and hardly a reply to them;",
                "with keys they hold a reply for each booking as well."
            })
    private boolean withoutKeys;

    @Mixin private JsonOption json = new JsonOption();

    @Override
    public Integer call()
            throws ConfigException,
                    StartException,
                    UnreachableException,
                    IOException,
                    InterruptedException {
        var machine = Machine.ofLocalCluster();
        var recoveries = measure(new Narrator(screen.err(), screen.errAnsi()));
        json.show(screen, () -> json(machine, recoveries), () -> lines(machine, recoveries));
        return recoveries.size() == 2 * runs ? ExitStatus.DONE : ExitStatus.REFUSED;
    }

    private ImmutableList<Recovery> measure(Narrator narrator)
            throws ConfigException,
                    StartException,
                    UnreachableException,
                    IOException,
                    InterruptedException {
        narrator.title("starting a cluster");
        var size = ClusterPlan.Size.USUAL.with(ClusterPlan.Feature.WARM_SPARE, warmSpare);
        var plan =
                ClusterPlan.of(TemporaryFolder.make("marquee-recovery"))
                        .withDate(DATE)
                        .withSize(size);
        try (var _ = Interruption.ofThisThread();
                var cluster = LocalCluster.start(plan, _ -> {});
                var client = new FrontEndClient(cluster.urls(), FrontEndClient.DEADLINE)) {
            var bookings = new Bookings(client, DATE, !withoutKeys);
            try (var progress = Progress.on(screen)) {
                progress.begin("making %d bookings".formatted(held));
                bookings.make(
                        held,
                        made -> progress.now("%d of %d bookings are made".formatted(made, held)));
            }
            var rescue = new Rescue(client, SEED, narrator, Patience.pausing(PAUSE_MILLIS));
            var recoveries = ImmutableList.<Recovery>builder();
            for (int run = 0; run < 2 * runs; run++) {
                for (int i = 0; i < Math.ceilDiv(QUIET_ENTRIES, RUNS_APART); i++) {
                    bookings.look();
                }
                TimeUnit.MILLISECONDS.sleep(SETTLE_MILLIS);
                narrator.title("%d of %d".formatted(run + 1, 2 * runs));
                var recovery = recover(rescue, bookings, trouble(run));
                if (recovery != null && rescue.isSound()) {
                    recoveries.add(recovery);
                }
            }
            return recoveries.build();
        }
    }

    /// What happens in the run `run`, from 0: a replica is killed and one lies by turns, and either
    /// happens to each slot by turns. Lies are two slots ahead of kills.
    static Trouble trouble(int run) {
        boolean isKill = run % 2 == 0;
        int ahead = isKill ? 0 : SLOTS / 2;
        int slot = (run / 2 + ahead) % SLOTS + 1;
        return new Trouble("R" + slot, isKill ? Kind.KILL : Kind.LIE);
    }

    private static @Nullable Recovery recover(Rescue rescue, Bookings bookings, Trouble trouble)
            throws UnreachableException, IOException, InterruptedException {
        var before = rescue.awaitSettled();
        if (!before.isSettled()) {
            return null;
        }
        rescue.strike(trouble, before);
        if (trouble.kind() == Kind.LIE) {
            for (int lie = 1; lie < LIES; lie++) {
                bookings.look();
            }
        }
        var failed = Instant.now();
        if (trouble.kind() == Kind.LIE) {
            bookings.look();
        }
        var outcome = rescue.await(ImmutableList.of(trouble), before);
        var last =
                rescue.status().replacements().stream()
                        .filter(each -> each.slot().equals(trouble.slot()))
                        .reduce((_, later) -> later);
        return outcome.asExpected() && last.flatMap(Replacement::active).isPresent()
                ? new Recovery(trouble.kind(), failed, last.get())
                : null;
    }

    private static ImmutableList<String> lines(
            ImmutableMap<String, String> machine, List<Recovery> recoveries) {
        return ImmutableList.<String>builder()
                .addAll(Machine.lines(machine))
                .add("")
                .addAll(table(recoveries).lines())
                .build();
    }

    /// A row for each kind of failure, with medians and, in brackets, the least and the most.
    static Table table(List<Recovery> recoveries) {
        var table =
                new Table(
                        "after",
                        "runs",
                        "ms, median (least–most)",
                        "detected",
                        "ordered",
                        "started",
                        "active");
        for (var kind : List.of(Kind.KILL, Kind.LIE)) {
            var its = recoveries.stream().filter(each -> each.kind() == kind).toList();
            if (!its.isEmpty()) {
                var cells = new ArrayList<Object>();
                cells.add(kind == Kind.KILL ? "SIGKILL" : "the third lie");
                cells.add(its.size());
                cells.add(millis(its, Phase.ALL));
                for (var phase : Phase.values()) {
                    if (phase != Phase.ALL) {
                        cells.add(millis(its, phase));
                    }
                }
                table.row(cells.toArray());
            }
        }
        return table;
    }

    private static String millis(List<Recovery> recoveries, Phase phase) {
        return Spread.of(recoveries.stream().mapToDouble(each -> each.millis(phase))).words(0);
    }

    /// All of `recoveries`, on `machine`, and what was asked for.
    ObjectNode json(ImmutableMap<String, String> machine, List<Recovery> recoveries) {
        var root = JsonMapper.builder().build().createObjectNode().put("command", screen.typed());
        machine.forEach(root.putObject("settings")::put);
        root.put("held", held).put("keys", !withoutKeys).put("warmSpare", warmSpare);
        var all = root.putArray("recoveries");
        for (var each : recoveries) {
            var one =
                    all.addObject()
                            .put("after", each.kind().name())
                            .put("slot", each.replacement().slot())
                            .put("implementation", each.replacement().implementation());
            for (var phase : Phase.values()) {
                one.put(phase.name().toLowerCase(Locale.ROOT), each.millis(phase));
            }
        }
        return root;
    }
}
