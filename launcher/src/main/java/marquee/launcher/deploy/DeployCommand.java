package marquee.launcher.deploy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Predicate;
import marquee.config.ClusterConfig;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.config.HostsConfig;
import marquee.config.process.StartException;
import marquee.launcher.console.Interruption;
import marquee.launcher.console.Progress;
import marquee.launcher.console.Screen;
import marquee.launcher.console.Within;
import marquee.launcher.logs.LogChoice;
import marquee.launcher.logs.LogShow;
import marquee.launcher.logs.LogSource;
import marquee.launcher.parcel.PackageCommand;
import marquee.replicas.host.process.Implementations;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParentCommand;
import picocli.CommandLine.ScopeType;

/// The command `deploy` and what it has below it.
@Command(
        name = "deploy",
        description = {
            "Copies the program, with its own Java, to the machines that a file names, and starts"
                    + " the roles that the cluster's description gives them: on all, or on none."
        },
        subcommands = {
            DeployCommand.Stop.class,
            DeployCommand.Status.class,
            DeployCommand.Logs.class
        })
public final class DeployCommand implements Callable<Integer> {
    /// Until what was started is stopped again, and a little for telling so.
    private static final Duration ENDING = Deployment.STOPPING.plusSeconds(10);

    @Mixin private Screen screen = new Screen();

    @Option(
            names = "--hosts",
            paramLabel = "FILE",
            scope = ScopeType.INHERIT,
            description = "Which machines; docs/operations.md describes the file.")
    private @Nullable Path file;

    @Option(
            names = "--only",
            paramLabel = "HOST",
            split = ",",
            scope = ScopeType.INHERIT,
            description = "These of its hosts alone, as for an upgrade of one after another.")
    private List<String> only = new ArrayList<>();

    @Option(
            names = "--package",
            paramLabel = "FILE",
            description =
                    "The archive that ./marquee package has made; that of the usual name in this"
                            + " folder unless given, which is made if it is not there.")
    private @Nullable Path archive;

    @Option(
            names = "--init",
            description = "Has the sequencer make a new log: the first time, and never again.")
    private boolean init;

    @Option(
            names = "--within",
            paramLabel = "SECONDS",
            description = "How long the roles may take to be ready; ${DEFAULT-VALUE} unless given.")
    @Within(min = 1, max = 3_600)
    private int seconds = 60;

    @Override
    public Integer call()
            throws ConfigException, StartException, IOException, InterruptedException {
        var hosts = hosts();
        var sites = sites(hosts);
        ImmutableList<RoleRow> rows;
        try (var _ = Interruption.ofThisThread(ENDING);
                var progress = Progress.on(screen)) {
            var deployment =
                    new Deployment(sites, new Remote(hosts), progress::begin, progress::say);
            rows = deployment.start(archive(progress), new Deployment.Wishes(init, seconds));
        }
        RoleRow.table(rows).forEach(screen::show);
        return ExitStatus.DONE;
    }

    private Path archive(Progress progress)
            throws IOException, StartException, InterruptedException {
        var chosen = archive == null ? PackageCommand.usual() : archive;
        if (!Files.exists(chosen)) {
            if (archive != null) {
                throw new NoSuchFileException(chosen.toString());
            }
            PackageCommand.make(chosen, progress);
        }
        progress.begin("taking %s of %s".formatted(chosen, Files.getLastModifiedTime(chosen)));
        return chosen;
    }

    private HostsConfig hosts() throws ConfigException {
        if (file == null) {
            throw screen.wrongUsage("--hosts FILE is missing");
        }
        return HostsConfig.load(file);
    }

    /// Those that are chosen.
    private ImmutableList<Site> sites(HostsConfig hosts) throws ConfigException {
        var cluster = ClusterConfig.load(hosts.description(), Implementations.names());
        var sites = Site.of(hosts, cluster);
        var chosen = ImmutableSet.copyOf(only);
        for (var name : chosen) {
            if (sites.stream().noneMatch(site -> site.name().equals(name))) {
                throw screen.wrongUsage(
                        "--only '%s', expected one of %s"
                                .formatted(name, sites.stream().map(Site::name).toList()));
            }
        }
        return sites.stream()
                .filter(site -> chosen.isEmpty() || chosen.contains(site.name()))
                .collect(ImmutableList.toImmutableList());
    }

    /// Shows what hosts say of their roles, and returns the exit status.
    ///
    /// @param good whether a role is as it is to be
    private int show(List<Remote.Outcome> outcomes, Predicate<RoleRow> good) {
        var rows = Deployment.rows(outcomes);
        RoleRow.table(rows).forEach(screen::show);
        boolean allGood = rows.stream().allMatch(good);
        for (var outcome : outcomes) {
            if (!outcome.isDone()) {
                screen.say(outcome.site().name() + ": " + outcome.complaint().words());
            } else if (RoleRow.of(outcome).isEmpty()) {
                screen.say(outcome.site().name() + ": nothing is said of its roles");
                allGood = false;
            }
        }
        return Math.max(
                allGood ? ExitStatus.DONE : ExitStatus.REFUSED, Deployment.exitStatus(outcomes));
    }

    /// The command `deploy stop`.
    @Command(name = "stop", description = "Stops the roles on the machines.")
    static final class Stop implements Callable<Integer> {
        @ParentCommand private DeployCommand deploy = new DeployCommand();

        @Override
        public Integer call() throws ConfigException, StartException, InterruptedException {
            var hosts = deploy.hosts();
            var sites = deploy.sites(hosts);
            ImmutableList<Remote.Outcome> outcomes;
            try (var _ = Interruption.ofThisThread()) {
                outcomes = new Deployment(sites, new Remote(hosts)).stop();
            }
            return deploy.show(outcomes, row -> !row.runs());
        }
    }

    /// The command `deploy status`.
    @Command(name = "status", description = "Shows which roles run on the machines.")
    static final class Status implements Callable<Integer> {
        @ParentCommand private DeployCommand deploy = new DeployCommand();

        @Override
        public Integer call() throws ConfigException, StartException, InterruptedException {
            var hosts = deploy.hosts();
            var sites = deploy.sites(hosts);
            ImmutableList<Remote.Outcome> outcomes;
            try (var _ = Interruption.ofThisThread()) {
                outcomes = new Deployment(sites, new Remote(hosts)).status();
            }
            return deploy.show(outcomes, RoleRow::isReady);
        }
    }

    /// The command `deploy logs`.
    @Command(
            name = "logs",
            description =
                    "Shows what the roles on all machines have logged in one time line, as"
                            + " ./marquee logs does.")
    static final class Logs implements Callable<Integer> {
        @ParentCommand private DeployCommand deploy = new DeployCommand();
        @Mixin private Screen screen = new Screen();
        @Mixin private LogChoice choice = new LogChoice();

        @Option(names = "--json", description = "Shows each line as a JSON object.")
        private boolean json;

        @Override
        public Integer call()
                throws ConfigException, StartException, IOException, InterruptedException {
            choice.check(screen, Instant.now());
            var hosts = deploy.hosts();
            var sites = deploy.sites(hosts);
            var show = new LogShow(screen, choice, json);
            if (choice.needsNumbers()) {
                int status = read(sites, new Remote(hosts), show::learn);
                if (status != ExitStatus.DONE) {
                    return status;
                }
            }
            return read(sites, new Remote(hosts), show::show);
        }

        private interface Reading {
            void read(Collection<LogSource> sources) throws IOException;
        }

        private int read(List<Site> sites, Remote remote, Reading reading)
                throws StartException, IOException, InterruptedException {
            var running = new ArrayList<Remote.Talk>();
            try {
                var sources = new ArrayList<LogSource>();
                for (var site : sites) {
                    var script = site.look().call("logs", choice.words());
                    running.add(remote.open(site, script));
                    sources.add(LogSource.of(site.name(), running.getLast().said()));
                }
                reading.read(sources);
                return awaitEnds(sites, running);
            } finally {
                running.forEach(Remote.Talk::close);
            }
        }

        private int awaitEnds(List<Site> sites, List<Remote.Talk> running)
                throws InterruptedException {
            int status = ExitStatus.DONE;
            for (int place = 0; place < sites.size(); place++) {
                var complaint = running.get(place).complaint();
                if (!complaint.isNone()) {
                    screen.say(sites.get(place).name() + ": " + complaint.words());
                    status = Math.max(status, complaint.status());
                }
            }
            return status;
        }
    }
}
