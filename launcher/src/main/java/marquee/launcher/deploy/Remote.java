package marquee.launcher.deploy;

import com.google.common.collect.ImmutableList;
import com.google.common.io.ByteStreams;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import marquee.config.ExitStatus;
import marquee.config.HostsConfig;
import marquee.config.process.StartException;

/// Runs scripts on hosts by ssh, and copies files there by rsync, on all hosts at once. Nobody is
/// asked for a password. No host is waited for longer than was said, and none of these processes
/// goes on when this is over, nor when the thread that waits for them is interrupted. One that
/// talks to a program which has ended ends with its next word.
final class Remote {
    /// How long a host may take to answer at all, and may then be silent.
    private static final ImmutableList<String> SSH =
            ImmutableList.of(
                    "ssh",
                    "-T",
                    "-o",
                    "BatchMode=yes",
                    "-o",
                    "ConnectTimeout=10",
                    "-o",
                    "ServerAliveInterval=5",
                    "-o",
                    "ServerAliveCountMax=3");

    /// What a host says is read up to here.
    private static final int SAID_MAX = 1 << 20;

    /// What ssh ends with when the host was not reached.
    private static final int UNREACHED = 255;

    private static final long LAST_WORDS_SECONDS = 2;
    private static final String SCRIPT = "exec bash -s";

    private final HostsConfig hosts;

    Remote(HostsConfig hosts) {
        this.hosts = hosts;
    }

    /// Why a script or a copy has failed.
    ///
    /// @param status what a command ends with for it: `REFUSED` where the host has said why,
    ///   `UNREACHABLE` where it was not reached or has not answered in time, `DONE` if nothing
    ///   failed
    record Complaint(int status, String words) {
        static final Complaint NONE = new Complaint(ExitStatus.DONE, "");

        boolean isNone() {
            return status == ExitStatus.DONE;
        }
    }

    /// What became of a script or a copy.
    ///
    /// @param said its lines on standard output
    /// @param complaint why it failed, if it did
    record Outcome(Site site, ImmutableList<String> said, Complaint complaint) {
        boolean isDone() {
            return complaint.isNone();
        }
    }

    /// What is done on a host.
    interface Work {
        /// The command that is run here.
        ImmutableList<String> command(Site site);

        /// What it reads.
        String input(Site site);
    }

    /// Has each of `sites` run its script.
    ImmutableList<Outcome> run(List<Site> sites, Scripts scripts, Duration atMost)
            throws InterruptedException, StartException {
        return all(
                sites,
                new Work() {
                    @Override
                    public ImmutableList<String> command(Site site) {
                        return ssh(site);
                    }

                    @Override
                    public String input(Site site) {
                        return scripts.of(site).toString();
                    }
                },
                atMost);
    }

    /// The script of a host.
    interface Scripts {
        Shell of(Site site);
    }

    /// Copies `file` to `place` in the folder of the cluster on each of `sites`.
    ImmutableList<Outcome> copy(List<Site> sites, Path file, String place, Duration atMost)
            throws InterruptedException, StartException {
        return all(
                sites,
                new Work() {
                    @Override
                    public ImmutableList<String> command(Site site) {
                        var host = site.host();
                        return ImmutableList.of(
                                "rsync",
                                "--partial",
                                "--timeout=30",
                                "--rsh=" + String.join(" ", options(host)),
                                "--",
                                file.toAbsolutePath().toString(), // rsync sees a host in `a:b`.
                                host.ssh() + ":" + hosts.folder() + "/" + place);
                    }

                    @Override
                    public String input(Site site) {
                        return "";
                    }
                },
                atMost);
    }

    /// A script that runs on a host, and whose words are read by whoever has asked for it.
    ///
    /// @param errors what it says besides, which is read all the while, or it would wait
    record Talk(Process process, Future<String> errors) implements AutoCloseable {
        InputStream said() {
            return process.getInputStream();
        }

        /// Waits for its end once its words have been read, and says why it failed, if it did.
        Complaint complaint() throws InterruptedException {
            if (!process.waitFor(LAST_WORDS_SECONDS, TimeUnit.SECONDS)) {
                return Complaint.NONE; // Nobody wants to read on.
            }
            return Remote.complaint(process.exitValue(), read(errors));
        }

        @Override
        public void close() {
            kill(process);
        }
    }

    /// Has the host of `site` run `script`.
    Talk open(Site site, Shell script) throws StartException {
        var process = start(ssh(site));
        var errors = reading(process.getErrorStream());
        tell(process, script.toString());
        return new Talk(process, errors);
    }

    private ImmutableList<String> ssh(Site site) {
        return ImmutableList.<String>builder()
                .addAll(options(site.host()))
                .add("--", site.host().ssh(), SCRIPT)
                .build();
    }

    private ImmutableList<String> options(HostsConfig.Host host) {
        var words = ImmutableList.<String>builder().addAll(SSH);
        if (hosts.sshConfig() != null) {
            words.add("-F", hosts.sshConfig().toString());
        }
        if (!host.user().isEmpty()) {
            words.add("-l", host.user());
        }
        if (host.port() != 0) {
            words.add("-p", Integer.toString(host.port()));
        }
        return words.build();
    }

    private static ImmutableList<Outcome> all(List<Site> sites, Work work, Duration atMost)
            throws InterruptedException, StartException {
        var processes = new ArrayList<Process>();
        try {
            var outcomes = new ArrayList<Future<Outcome>>();
            for (var site : sites) {
                var process = start(work.command(site));
                processes.add(process);
                var outcome =
                        new FutureTask<>(() -> follow(site, process, work.input(site), atMost));
                Thread.startVirtualThread(outcome);
                outcomes.add(outcome);
            }
            var all = ImmutableList.<Outcome>builder();
            for (var outcome : outcomes) {
                all.add(outcome.get());
            }
            return all.build();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        } finally {
            processes.forEach(Remote::kill);
        }
    }

    private static Process start(List<String> command) throws StartException {
        try {
            return new ProcessBuilder(command).start();
        } catch (IOException e) {
            throw new StartException(
                    ExitStatus.REFUSED,
                    "%s cannot be run here, expected it to be installed"
                            .formatted(command.getFirst()));
        }
    }

    private static Outcome follow(Site site, Process process, String input, Duration atMost)
            throws InterruptedException {
        var errors = reading(process.getErrorStream());
        var said = reading(process.getInputStream());
        tell(process, input);
        boolean ended = process.waitFor(atMost.toMillis(), TimeUnit.MILLISECONDS);
        if (!ended) {
            kill(process);
        }
        var lines = ImmutableList.copyOf(read(said).lines().iterator());
        var complaint = ended ? complaint(process.exitValue(), read(errors)) : late(atMost);
        return new Outcome(site, lines, complaint);
    }

    private static Complaint late(Duration atMost) {
        return new Complaint(
                ExitStatus.UNREACHABLE, "no end within %d s".formatted(atMost.toSeconds()));
    }

    /// The last line that was said of it; greetings and warnings come before.
    private static Complaint complaint(int status, String errors) {
        if (status == 0) {
            return Complaint.NONE;
        }
        var last = errors.lines().filter(line -> !line.isBlank()).reduce("", (_, line) -> line);
        var words = last.isEmpty() ? "ended with status " + status : last.strip();
        return status == UNREACHED
                ? new Complaint(ExitStatus.UNREACHABLE, "not reached: " + words)
                : new Complaint(ExitStatus.REFUSED, words);
    }

    private static Future<String> reading(InputStream stream) {
        var text = new FutureTask<>(() -> text(stream));
        Thread.startVirtualThread(text);
        return text;
    }

    /// What was said; a connection that ssh keeps open for later holds a pipe open too.
    private static String read(Future<String> text) throws InterruptedException {
        try {
            return text.get(LAST_WORDS_SECONDS, TimeUnit.SECONDS);
        } catch (ExecutionException | TimeoutException e) {
            return "";
        }
    }

    private static void tell(Process process, String input) {
        try (var writer = process.outputWriter(StandardCharsets.UTF_8)) {
            writer.write(input);
        } catch (IOException e) {
            // It has ended already, and says why.
        }
    }

    /// All that comes is read, or the process would wait; what is too much is forgotten.
    private static String text(InputStream stream) {
        try (stream) {
            var text = new ByteArrayOutputStream();
            ByteStreams.limit(stream, SAID_MAX).transferTo(text);
            ByteStreams.exhaust(stream);
            return text.toString(StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void kill(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }
}
