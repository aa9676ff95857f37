package marquee.launcher.deploy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import com.google.common.io.Resources;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import marquee.config.ClusterConfig;
import marquee.config.ExitStatus;
import marquee.config.HostsConfig;
import marquee.launcher.Main;
import marquee.replicas.host.process.Implementations;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Two hosts, by an sshd of their own each, and a program in the archive that plays the roles.
@Timeout(300)
class DeployTest {
    private static final String A = "127.0.0.1";
    private static final String B = "127.0.0.2";

    @TempDir private Path folder;
    private SshHosts hosts;

    /// What a command said.
    private record Said(int status, String out, String err) {}

    private static void assumeAloud(boolean holds, String otherwise) {
        if (!holds) {
            System.out.println("SKIPPED: " + otherwise);
        }
        assumeTrue(holds, otherwise);
    }

    @BeforeEach
    void makeHosts() throws Exception {
        var missing = SshHosts.missing();
        assumeAloud(missing.isEmpty(), missing);
        hosts = new SshHosts(folder, "a", "b");
        assumeAloud(hosts.letsIn("a"), "sshd lets this user in nowhere, so deploy is not tested");
        makeArchive("marquee", "#!/bin/sh\n");
        Files.writeString(hosts.home("a").resolve("time"), "2026-11-20T12:00:02Z");
        Files.writeString(hosts.home("b").resolve("time"), "2026-11-20T12:00:01Z");
        run("config", "keys", folder.resolve("cluster-secret").toString());
        run("config", "token-key", folder.resolve("token-keys").toString());
        describe(true);
    }

    @AfterEach
    void nothingIsLeftRunning() throws Exception {
        if (SshHosts.missing().isEmpty()) {
            var left = running();
            workingIn(place("a")).forEach(ProcessHandle::destroyForcibly);
            workingIn(place("b")).forEach(ProcessHandle::destroyForcibly);
            hosts.close();
            assertThat(left).isEmpty();
        }
    }

    @Test
    void startsEachRoleOnItsHostSaysHowTheyAreAndStopsThem() throws Exception {
        var started = deploy("--init");
        assertThat(started.err()).doesNotContain("marquee:");
        assertThat(started.status()).isZero();
        assertThat(started.out().lines())
                .hasSize(7)
                .allMatch(line -> line.endsWith("SAID LAST") || line.contains("  ready  "));

        assertThat(words("a", "sequencer"))
                .containsExactly(
                        "sequencer",
                        "--config",
                        "cluster.json",
                        "--id",
                        "sequencer",
                        "--lab",
                        "--date",
                        "2023-05-15",
                        "--init");
        assertThat(words("b", "RM3"))
                .containsExactly("replica-manager", "--config", "cluster.json", "--id", "RM3");
        assertThat(place("a").resolve("secret"))
                .hasSameTextualContentAs(folder.resolve("cluster-secret"));
        assertThat(Files.getPosixFilePermissions(place("a").resolve("secret")))
                .isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(place("a").resolve("tokens"))
                .hasSameTextualContentAs(folder.resolve("token-keys"));
        assertThat(place("b").resolve("tokens")).doesNotExist();
        assertThat(deploy("status", ExitStatus.DONE).out()).contains("RM4", "READY RM4");

        var again = deploy();
        assertThat(again.status()).isEqualTo(ExitStatus.REFUSED);
        assertThat(again.err()).contains("sequencer runs already on 127.0.0.1");

        assertThat(deploy("stop", ExitStatus.DONE).out()).contains("ended");
        assertThat(running()).isEmpty();
        assertThat(deploy("status", ExitStatus.REFUSED).out()).doesNotContain("ready");

        var other = folder.resolve("cluster.json");
        Files.writeString(other, Files.readString(other).replace("\"test\"", "\"other\""));
        assertThat(deploy().err())
                .contains("belongs to the cluster test, expected another \"folder\" for other");
        assertThat(deploy("status", ExitStatus.REFUSED).err()).contains("belongs to the cluster");
        assertThat(deploy("stop", ExitStatus.REFUSED).err()).contains("belongs to the cluster");
        describe(true);

        assertThat(deploy("--only", B).status()).isZero();
        assertThat(running()).hasSize(2);
        assertThat(deploy("stop", ExitStatus.DONE, "--only", B).out()).doesNotContain(A);
    }

    @Test
    void aRoleThatFailsIsNamedAndNoneGoesOn() throws Exception {
        Files.createFile(hosts.home("b").resolve("broken"));

        var said = deploy("--init");

        assertThat(said.status()).isEqualTo(ExitStatus.REFUSED);
        assertThat(said.err().lines().reduce("", (_, line) -> line))
                .startsWith("marquee: RM3 on 127.0.0.2 is ended: RM3: cannot listen on UDP port 7")
                .contains("; RM4 on 127.0.0.2 is ended: ");
        assertThat(running()).isEmpty();
    }

    @Test
    void aDeployThatIsToldToEndStopsWhatItHasStarted() throws Exception {
        Files.createFile(hosts.home("b").resolve("slow"));
        var deploy = new FutureTask<>(() -> deploy("--init"));
        var deploying = Thread.ofPlatform().start(deploy);
        await().atMost(Duration.ofSeconds(60)).until(() -> running().size() == 6);
        assertThat(deploy("status", ExitStatus.REFUSED).out()).contains("ready", "waiting");

        deploying.interrupt();

        assertThat(deploy.get().status()).isEqualTo(ExitStatus.REFUSED);
        assertThat(deploy.get().err()).doesNotContain("may still run");
        assertThat(running()).isEmpty();
    }

    @Test
    void ofAnotherDeployThatWasFasterNothingIsTouched() throws Exception {
        var config = HostsConfig.load(folder.resolve("hosts.json"));
        var cluster = ClusterConfig.load(config.description(), Implementations.names());
        var slower =
                new Deployment(
                        Site.of(config, cluster),
                        new Remote(config),
                        line -> {
                            if (line.equals("starting the roles")) {
                                assertThat(deploy("--init").status()).isZero();
                            }
                        },
                        _ -> {});
        var other = makeArchive("other", "#!/bin/sh\n# Another release.\n");

        assertThatThrownBy(() -> slower.start(other, new Deployment.Wishes(false, 60)))
                .hasMessageContaining("127.0.0.1: sequencer runs already")
                .hasMessageContaining("127.0.0.2: RM3 runs already");

        assertThat(running()).hasSize(6);
        assertThat(deploy("status", ExitStatus.DONE).out())
                .contains(place("a").resolve("current").toRealPath().getFileName().toString());
        deploy("stop", ExitStatus.DONE);
    }

    @Test
    void whatRanBeforeStaysUntilAllOfTheNewIsReady() throws Exception {
        deploy("--init");
        deploy("stop", ExitStatus.DONE);
        var before = place("a").resolve("current").toRealPath();
        makeArchive("marquee", "#!/bin/sh\n# Another release.\n");
        Files.createFile(hosts.home("b").resolve("broken"));

        assertThat(deploy().status()).isEqualTo(ExitStatus.REFUSED);
        assertThat(before).isDirectory();

        Files.delete(hosts.home("b").resolve("broken"));
        assertThat(deploy().status()).isZero();
        assertThat(before).doesNotExist();
        deploy("stop", ExitStatus.DONE);
    }

    @Test
    void whoLooksOrStopsLeavesNothingBehindWhereNothingWasDeployed() throws Exception {
        assertThat(deploy("status", ExitStatus.REFUSED).out()).containsPattern("RM4 +absent");
        assertThat(deploy("logs", ExitStatus.REFUSED).err())
                .contains("127.0.0.1: nothing was deployed here");
        assertThat(deploy("stop", ExitStatus.DONE).out()).containsPattern("RM4 +absent");
        assertThat(place("a")).doesNotExist();
        assertThat(place("b")).doesNotExist();
    }

    @Test
    void nothingIsStartedWhereAHostIsNotReached() throws Exception {
        hosts.end("b");

        var said = deploy("--init");

        assertThat(said.status()).isEqualTo(ExitStatus.UNREACHABLE);
        assertThat(said.err()).contains("marquee: 127.0.0.2: not reached: ssh: connect");
        assertThat(place("a").resolve("current")).doesNotExist();
        deploy("stop", ExitStatus.UNREACHABLE);
        deploy("logs", ExitStatus.UNREACHABLE);
        var status = deploy("status", ExitStatus.UNREACHABLE);
        assertThat(status.out()).contains("127.0.0.1").contains("absent");
        assertThat(status.err()).startsWith("127.0.0.2: not reached: ");
    }

    @Test
    void anArchiveThatIsNoneIsLeftAside() throws Exception {
        Files.writeString(folder.resolve("marquee.tar.gz"), "no archive");

        var said = deploy("--init");

        assertThat(said.status()).isEqualTo(ExitStatus.REFUSED);
        assertThat(said.err()).contains("127.0.0.1: ", "cannot be unpacked", "127.0.0.2: ");
        try (var left = Files.list(place("a").resolve("releases"))) {
            assertThat(left.filter(each -> !each.toString().endsWith(".part"))).isEmpty();
        }
    }

    @Test
    void logsOfAllHostsAreOneTimeLineAndWhatWasTypedStaysAWord() throws Exception {
        deploy("--init");
        deploy("stop", ExitStatus.DONE);
        var hostile = "x'; touch '" + folder.resolve("taken") + "'; $(false) `false` *";

        var said = deploy("logs", ExitStatus.DONE, "--json", "--number", "7");
        assertThat(said.out().lines()).isEmpty(); // The program's lines are about no number.
        said = deploy("logs", ExitStatus.DONE, "--json", "--request", hostile);
        assertThat(said.err()).isEqualTo("nothing found\n");
        assertThat(folder.resolve("taken")).doesNotExist();
        said = deploy("logs", ExitStatus.DONE);
        assertThat(said.out().lines().map(line -> line.substring(24, 30)))
                .containsExactly("home-b", "home-a");
        assertThat(said.out()).contains("<logs><--config><cluster.json><--json>");

        Files.createFile(hosts.home("a").resolve("torn"));
        assertThat(deploy("logs", ExitStatus.DONE).err())
                .isEqualTo("127.0.0.1: lines that could not be read, marked ?: 1\n");
    }

    @Test
    void aReplicaThatNoManagerStartsGetsItsOwnKeysAndNoSecret() throws Exception {
        assertThat(deploy("--init").status()).isZero();
        deploy("stop", ExitStatus.DONE);
        assertThat(place("b").resolve("secret")).exists();
        Files.createFile(place("b").resolve("R9.keys"));
        Files.createFile(Files.createDirectories(place("b").resolve("incoming")).resolve("old"));
        describe(false);

        assertThat(deploy().status()).isZero();
        assertThat(words("b", "R4")).endsWith("--id", "R4", "--keys", "R4.keys");
        assertThat(place("b").resolve("secret")).doesNotExist();
        assertThat(place("b").resolve("R9.keys")).doesNotExist();
        assertThat(place("b").resolve("incoming").resolve("old")).doesNotExist();
        assertThat(place("a").resolve("tokens")).exists();
        assertThat(place("b").resolve("R4.keys")).content().contains("sequencer ");
        assertThat(place("a").resolve("R4.keys")).doesNotExist();
        deploy("stop", ExitStatus.DONE);
    }

    @Test
    void aRoleThatTheDescriptionHasTakenFromItsHostIsSeenAndStoppedThere() throws Exception {
        deploy("--init");
        var before = place("b").resolve("current").toRealPath();
        moveThirdSlotToFirstHost();

        assertThat(deploy("status", ExitStatus.REFUSED).out())
                .containsPattern("127.0.0.1 +RM3 +absent")
                .containsPattern("127.0.0.2 +RM3 +stray");
        assertThat(deploy("stop", ExitStatus.DONE).out()).containsPattern("127.0.0.2 +RM3 +ended");
        assertThat(running()).isEmpty();

        makeArchive("marquee", "#!/bin/sh\n# Another release.\n");
        assertThat(deploy().status()).isZero();
        assertThat(before).doesNotExist();
        assertThat(deploy("status", ExitStatus.DONE).out().lines()).hasSize(7);
        deploy("stop", ExitStatus.DONE);
    }

    @Test
    void aNameThatAFullDiskHasLeftEmptyIsInNobodysWay() throws Exception {
        var owner = Files.createDirectories(place("a")).resolve("owner");
        Files.createFile(owner);

        assertThat(deploy("--init").status()).isZero();
        assertThat(owner).hasContent("test\n127.0.0.1");
        deploy("stop", ExitStatus.DONE);
    }

    @Test
    void hostsThatShareAHomeFolderAreToldSoBeforeAnythingIsStarted() throws Exception {
        MoreFiles.deleteRecursively(hosts.home("b"), RecursiveDeleteOption.ALLOW_INSECURE);
        Files.createSymbolicLink(hosts.home("b"), hosts.home("a"));

        var said = deploy("--init");

        assertThat(said.status()).isEqualTo(ExitStatus.REFUSED);
        assertThat(said.err().lines().filter(line -> line.startsWith("marquee: ")))
                .singleElement()
                .asString()
                .containsOnlyOnce(place("a").toRealPath() + " belongs to the host 127.0.0.");
        assertThat(place("a").resolve("current")).doesNotExist();
        assertThat(running()).isEmpty();
        assertThat(deploy("stop", ExitStatus.REFUSED).err()).contains("belongs to the host");
    }

    @Test
    void aFolderThatAnotherUserCanChangeIsLeftAlone() throws Exception {
        assumeAloud(
                System.getProperty("user.name").equals("root"),
                "only root gives a folder away, so one of another user is not tested");
        Files.createDirectories(place("a").resolve("run"));
        Files.setAttribute(place("a"), "unix:uid", 65_534);

        assertThat(deploy("--init").err()).contains("there is another user's, expected a");
        assertThat(deploy("logs", ExitStatus.REFUSED).err()).contains("there is another user's");
        assertThat(place("a").resolve("lock")).doesNotExist();
    }

    @Test
    void rolesOutliveTheLoginOfAUserWhoseUnitsDoNot() throws Exception {
        hosts.command("a", "systemctl", "#!/bin/sh\n");
        hosts.command("a", "loginctl", "#!/bin/sh\necho no\n");

        var said = deploy("--init");

        assertThat(said.status()).as(said.err()).isZero();
        assertThat(said.err()).contains("loginctl enable-linger");
        assertThat(running()).hasSize(6);
        assertThat(units()).doesNotExist();
        deploy("stop", ExitStatus.DONE);
    }

    @Test
    void whereUnitsOutliveTheLoginEachRoleIsOneUntilItIsStopped() throws Exception {
        makeUnitsStay("a");

        var said = deploy("--init");

        assertThat(said.status()).as(said.err()).isZero();
        assertThat(said.err()).doesNotContain("enable-linger");
        assertThat(running()).hasSize(2);
        assertThat(workingIn(place("a"))).hasSize(4);
        assertThat(words("a", "sequencer")).endsWith("--init");
        assertThat(units().resolve("marquee-test-RM1.service"))
                .content()
                .contains("ConditionPathExists=" + place("a").toRealPath().resolve("run/RM1.by"));
        deploy("status", ExitStatus.DONE);
        deploy("stop", ExitStatus.DONE);
        assertThat(workingIn(place("a"))).isEmpty();
        assertThat(units()).isEmptyDirectory();
    }

    @Test
    void aRoleThatWasNeverStartedKeepsNoOtherFromBeingStoppedInOrder() throws Exception {
        makeUnitsStay("a");
        deploy("--init");
        moveThirdSlotToFirstHost();

        deploy("stop", ExitStatus.DONE);

        assertThat(hosts.home("a").resolve("stopped"))
                .content()
                .contains("marquee-test-sequencer.service", "marquee-test-RM1.service");
    }

    @Test
    void aRoleThatHasMovedBetweenHostsThatShareTheirUnitsIsNoStray() throws Exception {
        shareUnits();
        assertThat(deploy("--init").status()).isZero();
        moveThirdSlotToFirstHost();
        deploy("stop", ExitStatus.DONE);

        assertThat(deploy().status()).isZero();

        assertThat(deploy("status", ExitStatus.DONE).out()).doesNotContain("stray");
        deploy("stop", ExitStatus.DONE);
        assertThat(workingIn(place("a"))).isEmpty();
        assertThat(workingIn(place("b"))).isEmpty();
    }

    @Test
    void aHostThatIsStoppedLaterLeavesTheUnitToTheHostThatARoleHasMovedTo() throws Exception {
        shareUnits();
        assertThat(deploy("--init").status()).isZero();
        moveThirdSlotToFirstHost();
        deploy("stop", ExitStatus.DONE, "--only", A);
        assertThat(deploy("--only", A).status()).isZero();

        deploy("stop", ExitStatus.DONE, "--only", B);

        assertThat(units().resolve("marquee-test-RM3.service")).content().contains("X-Host=" + A);
        assertThat(workingIn(place("b"))).isEmpty();
        deploy("stop", ExitStatus.DONE);
        assertThat(workingIn(place("a"))).isEmpty();
    }

    @Test
    void aRoleWhoseProcessCannotBeNotedDoesNotRunUnknown() throws Exception {
        var note = Files.createDirectories(place("b").resolve("run").resolve("RM3.pid"));

        var said = deploy("--init");

        Files.delete(note);
        assertThat(said.status()).isEqualTo(ExitStatus.REFUSED);
        assertThat(said.err()).contains("run/RM3.pid cannot be written");
        assertThat(running()).isEmpty();
        assertThat(workingIn(place("b"))).isEmpty();
    }

    private static List<ProcessHandle> workingIn(Path folder) {
        return ProcessHandle.allProcesses().filter(each -> worksIn(each, folder)).toList();
    }

    private static boolean worksIn(ProcessHandle process, Path folder) {
        try {
            return Files.readSymbolicLink(Path.of("/proc", "" + process.pid(), "cwd"))
                    .equals(folder.toRealPath());
        } catch (IOException e) {
            return false; // It has ended, or is another user's.
        }
    }

    @Test
    void everyRoleHasAHostAndEveryHostARole() throws Exception {
        writeHosts("{\"host\": \"127.0.0.1\", \"ssh\": \"a\"}");
        assertThat(deploy().err())
                .isEqualTo("marquee: RM3 runs on 127.0.0.2, which is not among the hosts\n");
        writeHosts(
                "{\"host\": \"127.0.0.1\", \"ssh\": \"a\"}, {\"host\": \"127.0.0.2\", \"ssh\":"
                        + " \"b\"}, {\"host\": \"other\"}");
        assertThat(deploy().err()).endsWith("no role runs on other\n");
        assertThat(deploy("--only", "c").status()).isEqualTo(ExitStatus.USAGE);
    }

    private Said deploy(String command, int status, String... more) {
        var words = new ArrayList<>(List.of("deploy", command));
        words.addAll(List.of("--hosts", folder.resolve("hosts.json").toString()));
        words.addAll(List.of(more));
        var said = run(words.toArray(String[]::new));
        assertThat(said.status()).as(said.err()).isEqualTo(status);
        return said;
    }

    private Said deploy(String... more) {
        var words = new ArrayList<>(List.of("deploy"));
        words.addAll(List.of("--hosts", folder.resolve("hosts.json").toString()));
        words.addAll(List.of("--package", folder.resolve("marquee.tar.gz").toString()));
        words.addAll(List.of(more));
        return run(words.toArray(String[]::new));
    }

    private static Said run(String... words) {
        var out = new StringWriter();
        var err = new StringWriter();
        int status =
                Main.commandLine()
                        .setOut(new PrintWriter(out))
                        .setErr(new PrintWriter(err))
                        .execute(words);
        return new Said(status, out.toString(), err.toString());
    }

    private void moveThirdSlotToFirstHost() throws IOException {
        var cluster = folder.resolve("cluster.json");
        Files.writeString(
                cluster,
                Files.readString(cluster)
                        .replace("\"R3\", \"host\": \"" + B, "\"R3\", \"host\": \"" + A)
                        .replace("\"RM3\", \"host\": \"" + B, "\"RM3\", \"host\": \"" + A));
    }

    /// Has both hosts run the user's services of one folder, as hosts that share home folders do.
    private void shareUnits() throws IOException {
        makeUnitsStay("a");
        makeUnitsStay("b");
        Files.createSymbolicLink(
                hosts.home("b").resolve(".config"),
                Files.createDirectories(hosts.home("a").resolve(".config")));
    }

    /// Has systemd run the user's services on `host`, also when he has logged out.
    private void makeUnitsStay(String host) throws IOException {
        var systemctl = Resources.getResource(DeployTest.class, "systemctl.sh");
        hosts.command(host, "systemctl", Resources.toString(systemctl, StandardCharsets.UTF_8));
        hosts.command(host, "loginctl", "#!/bin/sh\necho yes\n");
    }

    private Path units() {
        return hosts.home("a").resolve(".config/systemd/user");
    }

    private Path place(String host) {
        return hosts.home(host).resolve("there");
    }

    private List<String> words(String host, String role) throws IOException {
        return Files.readAllLines(hosts.home(host).resolve(role + ".words"));
    }

    /// The processes of all roles.
    private List<ProcessHandle> running() throws IOException {
        var running = new ArrayList<ProcessHandle>();
        for (var host : List.of("a", "b")) {
            var files = place(host).resolve("run");
            if (Files.exists(files)) {
                try (Stream<Path> all = Files.list(files)) {
                    for (var file : all.filter(each -> each.toString().endsWith(".pid")).toList()) {
                        var words = Files.readString(file).strip().split(" ", -1);
                        if (words.length == 2 && runs(words[0], words[1])) {
                            ProcessHandle.of(Long.parseLong(words[0])).ifPresent(running::add);
                        }
                    }
                }
            }
        }
        return running;
    }

    /// Whether the process `pid` runs and has begun when it was noted: another one may have got its
    /// number by now.
    private static boolean runs(String pid, String began) {
        try {
            var stat = Files.readString(Path.of("/proc", pid, "stat"));
            var words = stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1);
            return !words[0].equals("Z") && words[19].equals(began);
        } catch (IOException e) {
            return false; // It has ended.
        }
    }

    private Path makeArchive(String name, String java) throws IOException, InterruptedException {
        var around = folder.resolve("program");
        var program = around.resolve("marquee");
        var bin = Files.createDirectories(program.resolve("runtime").resolve("bin"));
        var source = Resources.getResource(DeployTest.class, "program.sh");
        write(program.resolve("marquee"), Resources.toString(source, StandardCharsets.UTF_8));
        write(bin.resolve("java"), java);
        var archive = folder.resolve(name + ".tar.gz");
        var tar =
                new ProcessBuilder(
                        "tar", "czf", archive.toString(), "-C", around.toString(), "marquee");
        assertThat(tar.start().waitFor()).isZero();
        return archive;
    }

    private static void write(Path file, String text) throws IOException {
        Files.writeString(file, text);
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rwxr-xr-x"));
    }

    /// Half of the slots on each host.
    private void describe(boolean managed) throws IOException {
        var replicas = new ArrayList<String>();
        var managers = new ArrayList<String>();
        for (int slot = 1; slot <= 4; slot++) {
            var host = slot < 3 ? A : B;
            replicas.add(
                    "{\"id\": \"R%d\", \"host\": \"%s\", \"port\": %d, \"implementation\": \"sql\"}"
                            .formatted(slot, host, 20_000 + 20 * slot));
            managers.add(
                    "{\"id\": \"RM%d\", \"host\": \"%s\", \"port\": %d}"
                            .formatted(slot, host, 21_000 + slot));
        }
        Files.writeString(
                folder.resolve("cluster.json"),
                """
                {
                  "cluster": "test",
                  "secret": "cluster-secret",
                  "tokens": "token-keys",
                  "sequencer": {"host": "127.0.0.1", "port": 22000},
                  "frontEnds": [{
                    "id": "frontend-1", "host": "127.0.0.1", "port": 22001,
                    "http": {"port": 22002}
                  }],
                  "replicas": [%s]%s
                }
                """
                        .formatted(
                                String.join(",", replicas),
                                managed
                                        ? ", \"managers\": [%s]"
                                                .formatted(String.join(",", managers))
                                        : ""));
        writeHosts(
                "{\"host\": \"127.0.0.1\", \"ssh\": \"a\"}, {\"host\": \"127.0.0.2\", \"ssh\":"
                        + " \"b\"}");
    }

    private void writeHosts(String list) throws IOException {
        Files.writeString(
                folder.resolve("hosts.json"),
                """
                {
                  "description": "cluster.json",
                  "folder": "there",
                  "lab": true,
                  "date": "2023-05-15",
                  "sshConfig": "config",
                  "hosts": [%s]
                }
                """
                        .formatted(list));
    }
}
