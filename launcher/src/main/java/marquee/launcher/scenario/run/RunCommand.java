package marquee.launcher.scenario.run;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import marquee.client.Table;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.launcher.console.Interruption;
import marquee.launcher.console.JsonOption;
import marquee.launcher.console.Marks;
import marquee.launcher.console.OutputFile;
import marquee.launcher.console.Screen;
import marquee.launcher.console.SeedOption;
import marquee.launcher.console.ShellWord;
import marquee.launcher.console.Within;
import marquee.launcher.scenario.Playbill;
import marquee.launcher.scenario.ScenarioException;
import marquee.launcher.scenario.ScenarioReader;
import marquee.launcher.scenario.lab.Lab;
import marquee.launcher.scenario.run.Results.Result;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The command `run`.
@Command(
        name = "run",
        description = {
            "Plays scenarios: runs that are written down, with what customers must see and what the"
                    + " group must do. On real processes, or in virtual time."
        })
public final class RunCommand implements Callable<Integer> {
    private static final int TIMES_MAX = 10_000;
    private static final int JOBS_MAX = 64;

    @Mixin private Screen screen = new Screen();
    @Mixin private JsonOption json = new JsonOption();
    @Mixin private SeedOption seed = new SeedOption();

    @Parameters(
            paramLabel = "NAME",
            arity = "0..*",
            description = "A file, a folder, a group or a scenario's name; all unless given.")
    private List<String> names = new ArrayList<>();

    @Option(names = "--simulated", description = "In virtual time, in this process.")
    private boolean simulated;

    @Option(names = "--live", description = "On real processes of this machine; the default.")
    private boolean live;

    @Within(min = 1, max = Lab.HOSTS_MAX)
    @Option(
            names = "--hosts",
            paramLabel = "N",
            description =
                    "On so many hosts, each in a network namespace of this machine: cuts, losses,"
                            + " doubles and damage are the network's. Needs root, ip and nft.")
    private @Nullable Integer hosts;

    @Option(names = "--list", description = "Lists the scenarios and plays none.")
    private boolean list;

    @Within(min = 1, max = TIMES_MAX)
    @Option(names = "--times", paramLabel = "N", description = "Plays each so often.")
    private int times = 1;

    @Within(min = 1, max = JOBS_MAX)
    @Option(
            names = "--jobs",
            paramLabel = "N",
            description =
                    "Plays so many at the same time, each on a cluster of its own; unless given, at"
                            + " most two live, and as many in virtual time as there are cores.")
    private @Nullable Integer jobs;

    @Option(
            names = "--junit",
            paramLabel = "FILE",
            description = "Writes the results as build servers read them.")
    private @Nullable Path junit;

    @Option(
            names = "--markdown",
            paramLabel = "FILE",
            description = "Writes the list of scenarios and results that the documentation has.")
    private @Nullable Path markdown;

    @Option(
            names = "--report",
            paramLabel = "DIR",
            description = "Draws what happened, as one page for a browser in this folder.")
    private @Nullable Path report;

    @Option(
            names = "--logs",
            paramLabel = "DIR",
            description = "Keeps what the roles of a live scenario logged that fails, in a folder.")
    private @Nullable Path logs;

    @Override
    public Integer call() throws ConfigException, IOException {
        if (simulated && live) {
            throw screen.wrongUsage("--simulated and --live at once, expected one of them");
        }
        if (simulated && hosts != null) {
            throw screen.wrongUsage("--simulated and --hosts at once, expected one of them");
        }
        if (hosts != null && jobs != null && jobs > 1) {
            throw screen.wrongUsage("--hosts and --jobs at once, expected one scenario at a time");
        }
        var casts = casts();
        if (list) {
            show(casts);
            return ExitStatus.DONE;
        }
        var page = report == null ? null : ScenarioReport.open(report); // Makes its folder.
        OutputFile.check(junit, markdown);
        return play(casts, page).isGood() ? ExitStatus.DONE : ExitStatus.REFUSED;
    }

    /// When the program is told to end, what came of those played so far is shown, and those that
    /// are being played end.
    private Results play(ImmutableList<Cast> casts, @Nullable Path page) throws IOException {
        try (var interruption = Interruption.ofThisThread();
                var theatre = theatre()) {
            var turns = turns(casts);
            screen.say("%s, seed %d".formatted(Results.count(turns.size()), seed.seed()));
            var season = new Season(theatre, jobs == null ? theatre.jobs() : jobs, keeping());
            long start = System.nanoTime();
            var played =
                    season.play(
                            turns,
                            interruption::hasCome,
                            (turn, result) -> tell(turn, result, theatre));
            int left = turns.size() - played.size();
            var results = new Results(played, System.nanoTime() - start, left);
            write(results, page);
            return results;
        }
    }

    private Keeping keeping() {
        return new Keeping(report != null, logs);
    }

    private ImmutableList<Season.Turn> turns(ImmutableList<Cast> casts) {
        var turns = ImmutableList.<Season.Turn>builder();
        for (int time = 0; time < times; time++) {
            for (var cast : casts) {
                turns.add(new Season.Turn(cast, seed.seed() + time));
            }
        }
        return turns.build();
    }

    private void write(Results results, @Nullable Path page) throws IOException {
        json.show(screen, () -> ResultsJson.of(results), results::lines);
        if (junit != null) {
            new OutputFile(junit).write(part -> ResultsXml.write(results, part));
        }
        if (markdown != null) {
            var list = ScenarioList.page(results, screen.typed());
            new OutputFile(markdown).write(part -> Files.writeString(part, list));
        }
        if (page != null) {
            ScenarioReport.write(page, results, seed.typed(screen));
            screen.say("report in " + page);
        }
    }

    private Theatre theatre() throws IOException {
        if (hosts != null) {
            return LabTheatre.open(hosts, screen::say);
        }
        return simulated ? Theatre.SIMULATED : Theatre.LIVE;
    }

    /// Everything is read before anything is played.
    private ImmutableList<Cast> casts() throws ConfigException, IOException {
        try {
            var playbill = new Playbill(listed());
            var files = new ArrayList<Path>();
            for (var name : names) {
                files.addAll(playbill.find(name));
            }
            var casts = ImmutableList.<Cast>builder();
            for (var file : names.isEmpty() ? playbill.all() : files) {
                casts.add(new Cast(file, ScenarioReader.read(file)));
            }
            return casts.build();
        } catch (ScenarioException e) {
            throw new ConfigException(String.valueOf(e.getMessage()));
        }
    }

    /// Where the scenarios are that a name alone finds.
    private static Path listed() {
        return Path.of(Optional.ofNullable(System.getProperty("marquee.home")).orElse("."))
                .resolve("test-scenarios")
                .resolve("scenarios");
    }

    private void show(ImmutableList<Cast> casts) {
        var table = new Table("GROUP", "SCENARIO", "SHOWS THAT");
        for (var cast : casts) {
            table.row(cast.group(), cast.scenario().name(), cast.scenario().title());
        }
        table.lines().forEach(screen.out()::println);
        screen.out().flush();
    }

    private void tell(Season.Turn turn, Result result, Theatre theatre) {
        var name = turn.cast().name();
        var verdict =
                switch (result.verdict()) {
                    case "passed" -> "@|green passed|@";
                    case "skipped" -> "@|yellow skipped|@: " + result.skipped();
                    default -> "@|red,bold FAILED|@";
                };
        screen.say(
                Marks.shown(
                        screen.errAnsi(),
                        String.format(
                                Locale.ROOT,
                                "%-60s %6.2f s  %s",
                                name,
                                result.seconds(),
                                verdict)));
        if (!result.note().isEmpty()) {
            screen.say("    " + result.note());
        }
        result.failures().forEach(failure -> screen.say("    " + failure));
        if (!result.failures().isEmpty()) {
            screen.say(
                    "    again: ./marquee run %s %s --seed %d"
                            .formatted(
                                    theatre.option(),
                                    ShellWord.of(turn.cast().argument(listed())),
                                    turn.seed()));
            var kept = keeping().logs(turn);
            if (kept != null && Files.isDirectory(kept)) {
                screen.say("    its roles: ./marquee logs --data " + ShellWord.of(kept.toString()));
            }
        }
    }
}
