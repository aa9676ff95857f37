package marquee.launcher.deploy;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.Streams;
import com.google.common.hash.Hashing;
import com.google.common.io.MoreFiles;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Consumer;
import java.util.stream.Collectors;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.config.process.StartException;
import marquee.launcher.deploy.Remote.Outcome;

/// Brings the program to hosts and starts the roles there: on all of them, or on none. It goes on
/// to the next step only when every host has done the one before; where a step fails nothing has
/// been started yet, or what was started is stopped again. Of what another deploy has started in
/// the meantime it stops nothing.
final class Deployment {
    private static final Duration SHORT = Duration.ofSeconds(40);
    private static final Duration COPYING = Duration.ofMinutes(15);
    private static final Duration UNPACKING = Duration.ofMinutes(3);

    /// A role takes ten seconds to stop before it is made to, then five.
    static final Duration STOPPING = Duration.ofSeconds(60);

    private static final int RELEASE_LENGTH = 16;

    private final ImmutableList<Site> sites;
    private final Remote remote;
    private final Consumer<String> progress;
    private final Consumer<String> facts;
    private final String name = UUID.randomUUID().toString();

    /// @param sites those hosts of the cluster that this is about
    /// @param progress told what is going on
    /// @param facts told what a person has to know later too
    Deployment(
            ImmutableList<Site> sites,
            Remote remote,
            Consumer<String> progress,
            Consumer<String> facts) {
        this.sites = sites;
        this.remote = remote;
        this.progress = progress;
        this.facts = facts;
    }

    /// One that tells nothing but what is asked for.
    Deployment(ImmutableList<Site> sites, Remote remote) {
        this(sites, remote, _ -> {}, _ -> {});
    }

    /// How roles are started.
    ///
    /// @param init whether the sequencer makes a new log
    /// @param seconds how long they may take to be ready
    record Wishes(boolean init, int seconds) {}

    /// Brings `archive` to all hosts and starts their roles.
    ///
    /// @return what each role says, all of them ready
    /// @throws StartException if a host or a role fails, with its name and its words
    ImmutableList<RoleRow> start(Path archive, Wishes wishes)
            throws ConfigException, StartException, IOException, InterruptedException {
        var release =
                MoreFiles.asByteSource(archive)
                        .hash(Hashing.sha256())
                        .toString()
                        .substring(0, RELEASE_LENGTH);
        progress.accept("looking at %d hosts".formatted(sites.size()));
        var lacking = look(release);
        if (!lacking.isEmpty()) {
            progress.accept("copying release %s to %s".formatted(release, names(lacking)));
            var place = "incoming/" + release + ".tar.gz";
            expectDone(remote.copy(lacking, archive, place, COPYING));
        }
        progress.accept("unpacking it");
        expectDone(remote.run(sites, site -> site.script().call("unpack", release), UNPACKING));
        progress.accept("starting the roles");
        var rows = startRoles(release, wishes);
        tidy();
        return rows;
    }

    /// All roles run by now, so nothing is undone where this fails or is broken off.
    private void tidy() throws StartException {
        progress.accept("removing what nobody runs any more");
        var so = "what nobody runs any more may still be there";
        try {
            tellFailed(
                    remote.run(sites, site -> site.script().call("tidy", site.roleNames()), SHORT),
                    so);
        } catch (InterruptedException e) {
            facts.accept("all roles run; " + so);
            Thread.currentThread().interrupt();
        }
    }

    /// Those hosts that do not have the release yet.
    private List<Site> look(String release) throws StartException, InterruptedException {
        var outcomes =
                remote.run(
                        sites,
                        site ->
                                site.script()
                                        .call("tell_release", release)
                                        .call("status", site.roleNames()),
                        SHORT);
        expectDone(outcomes);
        var running = rows(outcomes).stream().filter(RoleRow::runs).toList();
        if (!running.isEmpty()) {
            throw new StartException(
                    ExitStatus.REFUSED,
                    "%s runs already on %s; ./marquee deploy stop first"
                            .formatted(running.getFirst().role(), running.getFirst().host()));
        }
        return outcomes.stream()
                .filter(outcome -> !outcome.said().contains("release\t" + release))
                .map(Outcome::site)
                .toList();
    }

    private ImmutableList<RoleRow> startRoles(String release, Wishes wishes)
            throws ConfigException, StartException, IOException, InterruptedException {
        var scripts = startScripts(release, wishes);
        boolean done = false;
        try {
            var outcomes =
                    remote.run(
                            sites,
                            site -> Objects.requireNonNull(scripts.get(site)),
                            SHORT.plus(Duration.ofSeconds(wishes.seconds())));
            expectDone(outcomes);
            outcomes.stream()
                    .flatMap(outcome -> outcome.said().stream())
                    .filter(line -> line.startsWith("hint\t"))
                    .distinct()
                    .forEach(line -> facts.accept(line.substring("hint\t".length())));
            var rows = rows(outcomes);
            expectAll(outcomes);
            expectReady(rows);
            done = true;
            return rows;
        } finally {
            if (!done) {
                undo();
            }
        }
    }

    private ImmutableMap<Site, Shell> startScripts(String release, Wishes wishes)
            throws ConfigException, IOException {
        var scripts = ImmutableMap.<Site, Shell>builder();
        for (var site : sites) {
            var script = site.script().call("expect_stopped", site.roleNames());
            script.call("choose", release);
            site.putFiles(script);
            site.start(script, name, wishes.init());
            script.call("await", words(Integer.toString(wishes.seconds()), site.roleNames()));
            scripts.put(site, script);
        }
        return scripts.buildOrThrow();
    }

    /// Stops what was started, also when this thread was told to end or is while it does.
    private void undo() throws StartException, InterruptedException {
        boolean interrupted = Thread.interrupted();
        progress.accept("stopping what was started");
        for (boolean over = false; !over; ) {
            try {
                tellFailed(
                        remote.run(
                                sites,
                                site -> site.script().call("undo", words(name, site.roleNames())),
                                STOPPING),
                        "roles may still run there");
                over = true;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            throw new InterruptedException();
        }
    }

    /// Tells which hosts have failed, and what that means.
    private void tellFailed(List<Outcome> outcomes, String so) {
        for (var outcome : outcomes) {
            if (!outcome.isDone()) {
                var host = outcome.site().name();
                facts.accept("%s: %s: %s".formatted(host, so, outcome.complaint().words()));
            }
        }
    }

    /// Stops all roles.
    ImmutableList<Outcome> stop() throws StartException, InterruptedException {
        return remote.run(sites, site -> site.look().call("stop", site.roleNames()), STOPPING);
    }

    /// Asks how all roles are.
    ImmutableList<Outcome> status() throws StartException, InterruptedException {
        return remote.run(sites, site -> site.look().call("status", site.roleNames()), SHORT);
    }

    static ImmutableList<RoleRow> rows(List<Outcome> outcomes) {
        return outcomes.stream()
                .flatMap(outcome -> RoleRow.of(outcome).stream())
                .collect(ImmutableList.toImmutableList());
    }

    /// Tells what each host that has failed says of it.
    ///
    /// @throws StartException if one has
    private static void expectDone(List<Outcome> outcomes) throws StartException {
        var failed =
                outcomes.stream()
                        .filter(outcome -> !outcome.isDone())
                        .map(outcome -> outcome.site().name() + ": " + outcome.complaint().words())
                        .collect(Collectors.joining("; "));
        if (!failed.isEmpty()) {
            throw new StartException(exitStatus(outcomes), failed);
        }
    }

    /// What a command ends with where `outcomes` are all that it has asked for: that a host was not
    /// reached counts before what another one refuses.
    static int exitStatus(List<Outcome> outcomes) {
        return outcomes.stream()
                .mapToInt(outcome -> outcome.complaint().status())
                .max()
                .orElse(ExitStatus.DONE);
    }

    /// Tells which hosts have not spoken of all their roles.
    ///
    /// @throws StartException if one has not
    private static void expectAll(List<Outcome> outcomes) throws StartException {
        for (var outcome : outcomes) {
            var site = outcome.site();
            if (RoleRow.of(outcome).size() < site.roleNames().size()) {
                throw new StartException(
                        ExitStatus.REFUSED, site.name() + " has not told how its roles are");
            }
        }
    }

    /// Tells which roles are not ready: those that have ended, which is why others wait for them.
    ///
    /// @throws StartException if one is not
    private static void expectReady(List<RoleRow> rows) throws StartException {
        boolean anyEnded = rows.stream().anyMatch(row -> !row.runs());
        var failed =
                rows.stream()
                        .filter(row -> anyEnded ? !row.runs() : !row.isReady())
                        .map(row ->
                                "%s on %s is %s: %s"
                                        .formatted(
                                                row.role(), row.host(), row.state(), row.words()))
                        .collect(Collectors.joining("; "));
        if (!failed.isEmpty()) {
            throw new StartException(ExitStatus.REFUSED, failed);
        }
    }

    private static String names(List<Site> sites) {
        return sites.stream().map(Site::name).collect(Collectors.joining(", "));
    }

    private static ImmutableList<String> words(String first, List<String> others) {
        return Streams.concat(ImmutableList.of(first).stream(), others.stream())
                .collect(ImmutableList.toImmutableList());
    }
}
