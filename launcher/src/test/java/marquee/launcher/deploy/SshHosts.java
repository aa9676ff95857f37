package marquee.launcher.deploy;

import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;

/// Hosts that are all this machine: an sshd of its own for each, on a free port of the loopback
/// interface, with keys made for it, whose users find another home folder at each. On none does
/// systemd run the user's services, unless a stand-in for it is put there. They are gone when this
/// is closed.
final class SshHosts implements AutoCloseable {
    private static final List<String> TOOLS =
            List.of("ssh", "ssh-keygen", "sshd", "rsync", "setsid", "flock", "tar");
    private static final int PORT_TRIES_MAX = 100;
    private static final Path SEPARATION = Path.of("/run/sshd");

    private final Path folder;
    private final TreeMap<String, Process> daemons = new TreeMap<>();

    /// Makes hosts called `names` in `folder`.
    SshHosts(Path folder, String... names) throws IOException, InterruptedException {
        this.folder = folder;
        if (Files.isWritable(SEPARATION.getParent())) {
            Files.createDirectories(SEPARATION);
        }
        makeKey("host");
        makeKey("user");
        Files.copy(folder.resolve("user.pub"), folder.resolve("authorized"));
        var config = new ArrayList<String>();
        for (var name : names) {
            config.addAll(start(name));
        }
        config.addAll(
                List.of(
                        "Host *",
                        "HostName 127.0.0.1",
                        "User " + System.getProperty("user.name"),
                        "IdentityFile " + folder.resolve("user"),
                        "IdentitiesOnly yes",
                        "UserKnownHostsFile " + folder.resolve("known"),
                        "StrictHostKeyChecking yes",
                        "GlobalKnownHostsFile /dev/null"));
        Files.write(config(), config);
    }

    /// What this machine lacks; empty if it has all.
    static String missing() {
        for (var tool : TOOLS) {
            if (program(tool).isEmpty()) {
                return tool + " is not installed, so deploy is not tested";
            }
        }
        return "";
    }

    /// What ssh reads to get there.
    Path config() {
        return folder.resolve("config");
    }

    /// Whether the host `name` lets this user in: an account that is locked, as in some containers,
    /// is let in nowhere.
    boolean letsIn(String name) throws IOException, InterruptedException {
        var ssh = List.of(program("ssh"), "-F", config().toString(), "-o", "BatchMode=yes", name);
        var command = new ArrayList<>(ssh);
        command.add("true");
        return aside(command).start().waitFor() == 0;
    }

    /// The home folder on the host `name`.
    Path home(String name) {
        return folder.resolve("home-" + name);
    }

    /// Puts a command called `command` before the system's own on the host `name`.
    void command(String name, String command, String text) throws IOException {
        var file = Files.createDirectories(commands(name)).resolve(command);
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    private Path commands(String name) {
        return home(name).resolve("bin");
    }

    /// Nobody reaches the host `name` any more.
    void end(String name) {
        var daemon = daemons.get(name);
        if (daemon != null) {
            daemon.destroyForcibly().onExit().join();
        }
    }

    @Override
    public void close() {
        daemons.keySet().forEach(this::end);
    }

    /// Starts the daemon of `name`.
    ///
    /// @return what ssh has to know of it
    private List<String> start(String name) throws IOException {
        command(name, "systemctl", "#!/bin/sh\nexit 1\n");
        int port = freePort();
        var settings = folder.resolve("sshd-" + name);
        Files.write(
                settings,
                List.of(
                        "Port " + port,
                        "ListenAddress 127.0.0.1",
                        "HostKey " + folder.resolve("host"),
                        "AuthorizedKeysFile " + folder.resolve("authorized"),
                        "PidFile none",
                        "StrictModes no",
                        "UsePAM no",
                        "PasswordAuthentication no",
                        "PermitRootLogin yes",
                        "SetEnv HOME=%s PATH=%s:/usr/bin:/bin"
                                .formatted(home(name), commands(name)),
                        "ForceCommand cd \"$HOME\" && eval \"$SSH_ORIGINAL_COMMAND\""));
        var log = folder.resolve("sshd-" + name + ".log").toFile();
        daemons.put(
                name,
                new ProcessBuilder(program("sshd"), "-D", "-e", "-f", settings.toString())
                        .redirectErrorStream(true)
                        .redirectOutput(log)
                        .start());
        var key = Files.readString(folder.resolve("host.pub")).split(" ", -1);
        Files.writeString(
                folder.resolve("known"),
                "[127.0.0.1]:%d %s %s%n".formatted(port, key[0], key[1]),
                StandardOpenOption.CREATE,
                StandardOpenOption.APPEND);
        await().atMost(Duration.ofSeconds(60)).until(() -> listens(port));
        return List.of("Host " + name, "Port " + port);
    }

    /// A command that reads and writes nothing of this process's, by which its parent talks to it.
    private static ProcessBuilder aside(List<String> command) {
        return new ProcessBuilder(command)
                .redirectInput(new File("/dev/null"))
                .redirectOutput(Redirect.DISCARD)
                .redirectError(Redirect.DISCARD);
    }

    private void makeKey(String name) throws IOException, InterruptedException {
        var process =
                aside(
                                List.of(
                                        program("ssh-keygen"),
                                        "-q",
                                        "-t",
                                        "ed25519",
                                        "-N",
                                        "",
                                        "-f",
                                        folder.resolve(name).toString()))
                        .start();
        if (!process.waitFor(60, TimeUnit.SECONDS) || process.exitValue() != 0) {
            throw new IOException("no key " + name);
        }
    }

    private static boolean listens(int port) {
        try (var _ = new Socket(InetAddress.getLoopbackAddress(), port)) {
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /// Below those that systems give to sockets without a port, of which one might be given away
    /// before the daemon has it.
    private static int freePort() throws IOException {
        for (int tries = 1; ; tries++) {
            int port = ThreadLocalRandom.current().nextInt(10_000, 32_768);
            try (var _ = new ServerSocket(port, 1, InetAddress.getLoopbackAddress())) {
                return port;
            } catch (IOException e) {
                if (tries == PORT_TRIES_MAX) {
                    throw e;
                }
            }
        }
    }

    /// Where a program is, which for sshd is no folder of the path.
    private static String program(String name) {
        return List.of("/usr/sbin", "/usr/bin", "/sbin", "/bin").stream()
                .map(place -> Path.of(place, name))
                .filter(Files::isExecutable)
                .map(Path::toString)
                .findFirst()
                .orElse("");
    }
}
