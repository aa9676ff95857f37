package marquee.scenarios.launching;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import marquee.scenarios.children.Child;
import marquee.scenarios.launching.Workshop.Run;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher script finds Java, builds once and steps aside; each failure is one clear line.
final class LauncherScriptTest {
    private static final String MAIN = "marquee.launcher.Main";
    private static final String BUILD =
            """
            sleep 0.3
            echo build >> builds.txt
            echo "[INFO] Building Marquee: protocol 0.1.0-SNAPSHOT    [2/14]"
            mkdir -p launcher/target/lib.new
            touch launcher/target/lib.new/marquee-b.jar launcher/target/lib.new/marquee-a.jar
            """;

    @TempDir private Path folder;
    private Workshop workshop;

    @BeforeEach
    void copyTheScript() throws IOException {
        workshop = new Workshop(folder);
        workshop.file("pom.xml");
    }

    @Test
    void saysInOneLineThatThereIsNoJdkAndWhereItLooked() throws Exception {
        workshop.jdk("jdks/old", "17.0.15", 0);

        Run run = workshop.run(Map.of("JAVA_HOME", "/nowhere"), "status");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.output()).isEmpty();
        assertThat(run.errors())
                .singleElement()
                .asString()
                .startsWith("marquee: no JDK 25 or newer found; looked at MARQUEE_JAVA_HOME")
                .contains("JAVA_HOME (/nowhere)", "PATH (no java)", workshop.root() + "/jdks");
    }

    @Test
    void anExplicitFolderThatHoldsNoJdkIsAnErrorAndNotPassedOver() throws Exception {
        workshop.jdk("jdks/new", "25.0.3", 0);

        Run run = workshop.run(Map.of("MARQUEE_JAVA_HOME", "/nowhere"), "status");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errors())
                .containsExactly("marquee: MARQUEE_JAVA_HOME=/nowhere is no JDK 25 or newer");
    }

    @Test
    void prefersTheExplicitFolderThenJavaHomeThenTheUsualFolders() throws Exception {
        Path usual = workshop.jdk("jdks/new", "25", 0);
        Path home = workshop.jdk("home-jdk", "26.0.1", 0);
        Path explicit = workshop.jdk("explicit jdk", "25.0.3", 0);
        Map<String, String> both =
                Map.of("MARQUEE_JAVA_HOME", explicit.toString(), "JAVA_HOME", home.toString());

        assertThat(workshop.run(both, "--java-home").output()).containsExactly("" + explicit);
        assertThat(workshop.run(Map.of("JAVA_HOME", "" + home), "--java-home").output())
                .containsExactly("" + home);
        assertThat(workshop.run(Map.of(), "--java-home").output()).containsExactly("" + usual);
    }

    @Test
    void followsTheLinksOfAJavaOnThePath() throws Exception {
        Path home = workshop.jdk("linked", "25.0.1", 0);
        Path link = workshop.root().resolve("bin/java");
        Files.createSymbolicLink(link, Path.of("../linked/bin/java"));

        assertThat(workshop.run(Map.of(), "--java-home").output()).containsExactly("" + home);
    }

    @Test
    void saysInOneLineThatMavenIsMissingOrTooOld() throws Exception {
        workshop.jdk("jdks/new", "25.0.3", 0);

        Run missing = workshop.run(Map.of(), "demo");
        workshop.maven("3.6.3", BUILD);
        Run old = workshop.run(Map.of(), "demo");

        assertThat(missing.status()).isEqualTo(2);
        assertThat(missing.errors())
                .singleElement()
                .asString()
                .contains("Maven 3.8.7 or newer", "no mvn on the PATH");
        assertThat(old.status()).isEqualTo(2);
        assertThat(old.errors()).singleElement().asString().endsWith("bin/mvn is 3.6.3");
    }

    @Test
    void saysWhatMavenSaysThatDoesNotRun() throws Exception {
        workshop.jdk("jdks/new", "25.0.3", 0);
        workshop.executable("bin/mvn", "#!/bin/sh\necho 'no such class' >&2\nexit 1\n");

        Run run = workshop.run(Map.of(), "demo");

        assertThat(run.status()).isEqualTo(2);
        assertThat(run.errors())
                .singleElement()
                .asString()
                .endsWith("bin/mvn does not run: no such class");
    }

    @Test
    void buildsWithProgressThenPassesArgumentsAndExitStatusOn() throws Exception {
        workshop.jdk("jdks/new", "25.0.3", 3);
        workshop.maven("3.8.7", BUILD);

        Run run = workshop.run(Map.of(), "client", "book", "two words", "");

        assertThat(run.status()).isEqualTo(3);
        assertThat(run.errors()).contains("marquee: building protocol [2/14]");
        String lib = workshop.root() + "/launcher/target/lib";
        assertThat(run.output())
                .endsWith(
                        "-cp",
                        lib + "/marquee-a.jar:" + lib + "/marquee-b.jar",
                        MAIN,
                        "client",
                        "book",
                        "two words",
                        "");
    }

    @Test
    void tellsHowWideTheTerminalIsThatStandardErrorGoesToAndNothingWhereItGoesElsewhere()
            throws Exception {
        workshop.jdk("runtime", "25.0.3", 0);
        workshop.file("program/lib/marquee-a.jar");
        workshop.file("program/archive.log");

        assertThat(workshop.runAtTerminal(70, "status").output())
                .contains("-Dmarquee.error.columns=70");
        assertThat(workshop.runAtTerminal(0, "status").output())
                .contains("-Dmarquee.error.columns=80");
        assertThat(workshop.run(Map.of(), "status").output())
                .noneMatch(word -> word.startsWith("-Dmarquee.error.columns"));
    }

    @Test
    void startsARoleAsAProgramWouldWithTheFlagsThatTheWarmUpLeft() throws Exception {
        workshop.jdk("jdks/new", "25.0.3", 0);
        workshop.maven("3.8.7", BUILD);
        workshop.run(Map.of(), "status");
        workshop.file("launcher/target/replica.flags");

        Run run = workshop.run(Map.of(), "replica", "--id", "R1");

        assertThat(run.output())
                .contains("@" + workshop.root() + "/launcher/target/replica.flags")
                .endsWith("marquee.launcher.RoleMain", "replica", "--id", "R1");
    }

    @Test
    void usesTheRunTimeThatLiesBesideItAndBuildsNothing() throws Exception {
        workshop.jdk("jdks/new", "25.0.3", 0);
        Path runtime = workshop.jdk("runtime", "25.0.3", 0);
        workshop.file("program/lib/marquee-a.jar");
        workshop.file("program/archive.log");

        Run run = workshop.run(Map.of("MARQUEE_JAVA_HOME", "/nowhere"), "status");

        assertThat(run.errors()).isEmpty();
        assertThat(run.output())
                .contains("-Dmarquee.build=" + workshop.root() + "/program")
                .endsWith(workshop.root() + "/program/lib/marquee-a.jar", MAIN, "status");
        assertThat(workshop.run(Map.of(), "--java-home").output()).containsExactly("" + runtime);
    }

    @Test
    void buildsAgainOnlyWhenASourceIsNewer() throws Exception {
        workshop.jdk("jdks/new", "25.0.3", 0);
        workshop.maven("3.8.7", BUILD);

        workshop.run(Map.of(), "status");
        workshop.run(Map.of(), "status");
        assertThat(workshop.root().resolve("builds.txt")).hasContent("build");

        workshop.file("protocol/src/main/java/New.java");
        workshop.run(Map.of(), "status");
        assertThat(workshop.root().resolve("builds.txt")).hasContent("build\nbuild");
    }

    @Test
    void buildsAgainWhatWasSavedDuringABuild() throws Exception {
        workshop.jdk("jdks/new", "25.0.3", 0);
        workshop.maven("3.8.7", "sleep 0.3; touch pom.xml\n" + BUILD);
        workshop.run(Map.of(), "status");

        workshop.maven("3.8.7", BUILD);
        workshop.run(Map.of(), "status");
        workshop.run(Map.of(), "status");

        assertThat(workshop.root().resolve("builds.txt")).hasContent("build\nbuild");
    }

    @Test
    void startsAtTheSameTimeBuildOnce() throws Exception {
        workshop.jdk("jdks/new", "25.0.3", 0);
        workshop.maven("3.8.7", BUILD);

        Child first = workshop.start(Map.of(), "status");
        Child second = workshop.start(Map.of(), "status");

        assertThat(Workshop.finish(first).status()).isZero();
        assertThat(Workshop.finish(second).status()).isZero();
        assertThat(workshop.root().resolve("builds.txt")).hasContent("build");
    }

    @Test
    void whereItCannotBuildItSaysSoInOneLine() throws Exception {
        workshop.jdk("jdks/new", "25.0.3", 0);
        workshop.file("launcher/target/build.lock/in the way");

        Run run = workshop.run(Map.of(), "status");

        assertThat(run.status()).isEqualTo(1);
        assertThat(run.errors())
                .containsExactly(
                        "marquee: cannot write to " + workshop.root() + "/launcher/target");
    }

    @Test
    void endsWithTheArchivingOfClassesThatWasInterruptedWhichTheNextStartBeginsAgain()
            throws Exception {
        workshop.jdk("jdks/new", "25.0.3", 0);
        workshop.maven("3.8.7", BUILD);
        workshop.executable(
                "jdks/new/bin/java",
                "#!/bin/sh\ncase \"$*\" in *warm-up) exit 130 ;; *) echo started ;; esac\n");

        Run interrupted = workshop.run(Map.of(), "status");
        workshop.jdk("jdks/new", "25.0.3", 0);
        Run next = workshop.run(Map.of(), "status");

        assertThat(interrupted.status()).isEqualTo(130);
        assertThat(interrupted.output()).isEmpty();
        assertThat(next.status()).isZero();
        assertThat(Files.readString(workshop.root().resolve("launcher/target/archive.log")))
                .endsWith("warm-up\n");
    }

    @Test
    void goesWhereItLiesWhateverFoldersTheShellTriesForCd() throws Exception {
        workshop.jdk("jdks/new", "25.0.3", 0);
        workshop.maven("3.8.7", BUILD);

        Run run = workshop.runFromAbove(Map.of("CDPATH", "" + folder), "status");

        assertThat(run.status()).isZero();
        assertThat(run.output()).contains("-Dmarquee.home=" + workshop.root());
    }

    @Test
    void aFailedBuildShowsItsEndAndIsTriedAgain() throws Exception {
        workshop.jdk("jdks/new", "25.0.3", 0);
        workshop.maven("3.8.7", "echo '[ERROR] no such symbol'; exit 1");

        Run failed = workshop.run(Map.of(), "status");
        workshop.maven("3.8.7", BUILD);
        Run repaired = workshop.run(Map.of(), "status");

        assertThat(failed.status()).isEqualTo(1);
        assertThat(failed.output()).isEmpty();
        assertThat(failed.errors())
                .contains("[ERROR] no such symbol")
                .last()
                .asString()
                .startsWith("marquee: the build failed; all of it is in ");
        assertThat(repaired.status()).isZero();
    }
}
