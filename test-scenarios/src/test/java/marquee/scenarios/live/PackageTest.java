package marquee.scenarios.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.regex.Pattern;
import marquee.scenarios.children.Child;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// What `./marquee package` makes, unpacked where there is neither Java nor Maven.
@Timeout(600)
class PackageTest {
    /// All that the script asks of a system.
    private static final ImmutableList<String> ORDINARY =
            ImmutableList.of("bash", "dirname", "basename", "readlink", "env", "sed");

    private static final Pattern URL = Pattern.compile("SOAP +(http.*/)USER\\?wsdl");

    /// A description, or a page of the top folder.
    private static final Pattern FILE =
            Pattern.compile("\\bconfig/[a-z-]+\\.json|\\b[A-Z]+\\.md\\b");

    @TempDir private Path folder;

    @BeforeEach
    void putOrdinaryCommandsOnThePath() throws IOException {
        var bin = Files.createDirectory(folder.resolve("bin"));
        for (var name : ORDINARY) {
            Files.createSymbolicLink(bin.resolve(name), Path.of("/usr/bin", name));
        }
    }

    @AfterEach
    void nothingIsLeftRunning() {
        Processes.expectNoneOf(folder);
    }

    @Test
    void anArchiveUnpackedElsewhereRunsACluster() throws Exception {
        var archive = folder.resolve("marquee.tar.gz");
        makeArchive(archive);
        var place = Files.createDirectory(folder.resolve("a place"));
        runHere(ImmutableList.of("tar", "xzf", archive.toString(), "-C", place.toString()));
        expectFilesThatTextsNameIn(place.resolve("marquee"));
        var marquee = place.resolve("marquee").resolve("marquee").toString();

        try {
            var up =
                    runThere(
                            ImmutableList.of(
                                    marquee, "up", "--date", "2023-05-15", "--soap", freePort()));
            assertThat(up).contains("http://127.0.0.1:").doesNotContain("warning");
            assertThat(mappedBy(Processes.of(place))).contains("role.jsa", "front-end.jsa");
            runThere(command(marquee, "--user ATWA1111 add ATWM160523 Avatar 3"));
            assertThat(runThere(command(marquee, "--user ATWC2222 book ATWM160523 Avatar 2")))
                    .startsWith("BOOKED");
            assertThat(overSoap(up)).contains("<movieID>ATWM160523</movieID><left>1</left>");
        } finally {
            runThere(ImmutableList.of(marquee, "down"));
        }
    }

    /// Who reads of such a file in the archive finds it there.
    private static void expectFilesThatTextsNameIn(Path product) throws IOException {
        var texts = new ArrayList<>(ImmutableList.of(product.resolve("README.md")));
        try (var docs = Files.walk(product.resolve("docs"))) {
            docs.filter(each -> each.toString().endsWith(".md")).forEach(texts::add);
        }
        for (var text : texts) {
            FILE.matcher(Files.readString(text))
                    .results()
                    .forEach(name -> assertThat(product.resolve(name.group())).exists());
        }
    }

    /// What `processes` map: an archive of classes that does not fit is not among it.
    private static String mappedBy(Iterable<ProcessHandle> processes) throws IOException {
        var mapped = new StringBuilder();
        for (var process : processes) {
            mapped.append(Files.readString(Path.of("/proc", "" + process.pid(), "maps")));
        }
        return mapped.toString();
    }

    private static String freePort() throws IOException {
        try (var socket = new ServerSocket(0)) {
            return Integer.toString(socket.getLocalPort());
        }
    }

    /// What a call over SOAP is answered, at the address that `up` has printed.
    private static String overSoap(String up) throws IOException, InterruptedException {
        var address = URL.matcher(up);
        assertThat(address.find()).as(up).isTrue();
        var body =
                "<S:Envelope xmlns:S='http://schemas.xmlsoap.org/soap/envelope/'><S:Body>"
                        + "<m:listMovieShowsAvailability xmlns:m='urn:marquee:booking'>"
                        + "<movieName>Avatar</movieName></m:listMovieShowsAvailability>"
                        + "</S:Body></S:Envelope>";
        var request =
                HttpRequest.newBuilder(URI.create(address.group(1) + "OUTC4444"))
                        .header("Content-Type", "text/xml; charset=utf-8")
                        .POST(BodyPublishers.ofString(body))
                        .build();
        try (var http = HttpClient.newHttpClient()) {
            return http.send(request, BodyHandlers.ofString()).body();
        }
    }

    private static void makeArchive(Path archive) throws IOException, InterruptedException {
        var command = ImmutableList.<String>builder();
        command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        command.add("-XX:TieredStopAtLevel=1", "-Dmarquee.home=" + Build.ROOT);
        command.add(
                "-cp", Build.ROOT.resolve("launcher/target/lib") + "/*", "marquee.launcher.Main");
        runHere(command.add("package", "--out", archive.toString()).build());
        assertThat(archive).isNotEmptyFile();
    }

    private static ImmutableList<String> command(String marquee, String words) {
        var command = ImmutableList.<String>builder();
        return command.add(marquee, "client").add(words.split(" ", -1)).build();
    }

    /// Runs `command` as on a machine that has the ordinary commands and nothing else.
    private String runThere(ImmutableList<String> command)
            throws IOException, InterruptedException {
        var builder = new ProcessBuilder(command);
        builder.environment().clear();
        builder.environment().put("PATH", folder.resolve("bin").toString());
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("XDG_STATE_HOME", folder.toString());
        return awaitEnd(builder);
    }

    private static void runHere(ImmutableList<String> command)
            throws IOException, InterruptedException {
        awaitEnd(new ProcessBuilder(command));
    }

    /// Runs a command to its end, and expects that it does what it is to.
    private static String awaitEnd(ProcessBuilder builder)
            throws IOException, InterruptedException {
        var ended = Child.run(builder.redirectErrorStream(true), Duration.ofMinutes(10));
        assertThat(ended.status()).as(ended.output()).isZero();
        return ended.output();
    }
}
