package marquee.launcher.scenario.run;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.Streams;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.zip.GZIPInputStream;
import marquee.config.ExitStatus;
import marquee.launcher.Main;
import marquee.launcher.report.Scene;
import marquee.launcher.scenario.run.Results.Result;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What `run --report` writes of a liar that is found out.
class ScenarioReportTest {
    private static final String SCENARIO =
            """
            # Who lies three times is replaced.
            ATWA1111> add ATWM160523 Avatar 10
              ADDED capacity 10 booked 0 left 10
            fault R4 wrong-reply:3
            ATWC2222> book ATWM160523 Avatar 2
              BOOKED held 2 left 8
            & ATWC2222> book ATWM160523 Avatar 1
              BOOKED
            & ATWC2222> book ATWM160523 Avatar 1
              BOOKED
            VERC3333> schedule
            * R4/0 is replaced: STRUCK_OUT
            * R4/1 votes
            """;

    @TempDir private Path folder;
    private Path scenario = Path.of("");

    @BeforeEach
    void writeTheScenario() throws IOException {
        scenario = Files.writeString(folder.resolve("a-liar.scenario"), SCENARIO);
    }

    @Test
    void aReportHasEachRequestWithItsPlaceAndWhoAgreed() throws IOException {
        var told = run("--report", folder.resolve("out").toString());

        assertThat(told.status()).isEqualTo(ExitStatus.DONE);
        assertThat(told.errors().getLast())
                .isEqualTo("report in " + folder.resolve("out/report.html"));
        var played = data().path("scenarios").path(0);
        assertThat(played.path("verdict").asText()).isEqualTo("PASSED");
        assertThat(played.path("title").asText()).isEqualTo("Who lies three times is replaced.");
        assertThat(played.path("calls").asInt()).isEqualTo(5);
        var scene = scene(played);
        assertThat(scene.path("calls")).hasSize(5);
        var call = scene.path("calls").path(1);
        assertThat(text(scene, call.path(2))).isEqualTo("ATWC2222");
        assertThat(text(scene, call.path(3))).isEqualTo("book ATWM160523 Avatar 2");
        assertThat(text(scene, call.path(4))).isEqualTo("BOOKED held 2 left 8");
        assertThat(text(scene, call.path(5))).isEqualTo("BOOKED held 2 left 8");
        assertThat(call.path(7).asLong()).isPositive();
        assertThat(Splitter.on(',').splitToList(text(scene, call.path(8))))
                .hasSizeGreaterThanOrEqualTo(2)
                .doesNotContain("R4");
    }

    @Test
    void aReportMarksTheAnswersThatFailTheScenario() throws IOException {
        Files.writeString(
                scenario,
                """
                # Ten seats are left, not one.
                ATWA1111> add ATWM160523 Avatar 12
                  ADDED
                ATWC2222> book ATWM160523 Avatar 2
                  BOOKED held 2 left 1
                ATWC2222> schedule
                """);
        var told = run("--report", folder.toString());

        assertThat(told.status()).isEqualTo(ExitStatus.REFUSED);
        var calls = scene(data().path("scenarios").path(0)).path("calls");
        assertThat(Streams.stream(calls).map(call -> call.path(6).asInt()))
                .containsExactly(0, 1, 0);
    }

    @Test
    void aReportHasTheVotesThatDifferAndWhatWasDoneAboutThem() throws IOException {
        run("--report", folder.toString());

        var scene = scene(data().path("scenarios").path(0));
        assertThat(texts(scene, scene.path("votes"), 2, 4, "0")).containsOnly("R4/0").hasSize(3);
        assertThat(texts(scene, scene.path("marks"), 5, 4, "FAULT"))
                .contains("fault R4 wrong-reply:3");
        assertThat(texts(scene, scene.path("marks"), 5, 4, "BALLOT"))
                .contains("votes to replace R4/0: STRUCK_OUT");
        assertThat(texts(scene, scene.path("marks"), 5, 4, "VIEW")).contains("R4/1 votes");
        assertThat(texts(scene, scene.path("messages"), 6, 9, "1")).contains("Reply");
        assertThat(scene.path("lanes")).hasSize(1 + 1 + 1 + 4 + 4);
    }

    @Test
    void aReportHasTheCommandThatMakesItAgainWithTheSeedThatWasDrawn() throws IOException {
        scenario = Files.move(scenario, folder.resolve("it's a liar.scenario"));
        var told = run("--report", folder.toString());

        var quoted = "'" + folder + "/it'\\''s a liar.scenario'";
        var seed = told.errors().getFirst().replace("1 scenario, seed ", "");
        assertThat(data().path("command").asText())
                .isEqualTo(
                        "./marquee run --seed %s --simulated %s --report %s"
                                .formatted(seed, quoted, folder));
    }

    @Test
    void aScenarioWhoseStageFailedTookAsLongAsItsResultSays() throws IOException {
        var failure = ImmutableList.of(new Performance.Failure(0, "no port is free"));
        var result =
                new Result("group", "one", "", 0, 5_000_000_000L, failure, "", 0, Scene.NONE, "");

        ScenarioReport.write(
                folder.resolve(ScenarioReport.PAGE),
                new Results(ImmutableList.of(result), result.nanos(), 0),
                "./marquee run");

        assertThat(data().path("scenarios").path(0).path("duration").asLong())
                .isEqualTo(5_000_000_000L);
    }

    @Test
    void aNameThatLooksLikeAMarkForColoursIsShownAsItIs() throws IOException {
        scenario = Files.move(scenario, folder.resolve("@|x y|@.scenario"));
        var told = run("--report", folder.toString());

        assertThat(told.errors().get(1)).contains("/@|x y|@ ").endsWith("passed");
        assertThat(data().path("scenarios").path(0).path("name").asText()).isEqualTo("@|x y|@");
    }

    @Test
    void aSeedThatWasGivenStandsInTheCommandOnce() throws IOException {
        run("--report", folder.toString(), "--seed", "42");

        assertThat(data().path("command").asText())
                .endsWith("--report " + folder + " --seed 42")
                .containsOnlyOnce("--seed");
    }

    @Test
    void aFileInPlaceOfTheFolderIsToldAndNothingIsPlayed() throws IOException {
        var told = run("--report", scenario.toString());

        assertThat(told.status()).isEqualTo(ExitStatus.USAGE);
        assertThat(told.errors())
                .containsExactly("marquee: --report " + scenario + ": a file, expected a folder");
        assertThat(scenario).hasContent(SCENARIO);
    }

    @ParameterizedTest
    @ValueSource(strings = {"--junit", "--markdown"})
    void aFileThatCannotBeWrittenIsToldAndNothingIsPlayed(String option) {
        var nowhere = folder.resolve("nowhere").resolve("file");
        var told = run("--report", folder.toString(), option, nowhere.toString());

        assertThat(told.status()).isEqualTo(ExitStatus.REFUSED);
        assertThat(told.errors())
                .containsExactly("marquee: " + nowhere + ": no such file or folder");
        assertThat(folder.resolve(ScenarioReport.PAGE)).doesNotExist();
    }

    @Test
    void anEarlierPageStaysWhileNothingHasBeenPlayed() throws Exception {
        var page = Files.writeString(folder.resolve(ScenarioReport.PAGE), "an earlier page");

        assertThat(ScenarioReport.open(folder)).isEqualTo(page).hasContent("an earlier page");
        assertThat(ScenarioReport.open(folder.resolve("new"))).doesNotExist();
    }

    @Test
    void anEarlierPageIsReplacedOnlyByAWholeOne() throws Exception {
        var page = Files.writeString(folder.resolve(ScenarioReport.PAGE), "an earlier page");
        var earlier = Files.createLink(folder.resolve("earlier"), page);

        run("--report", folder.toString());

        assertThat(earlier).hasContent("an earlier page");
        assertThat(data().path("scenarios")).hasSize(1);
    }

    private record Told(int status, List<String> errors) {}

    private Told run(String... options) {
        var errors = new StringWriter();
        var line = Main.commandLine();
        line.setOut(new PrintWriter(new StringWriter())).setErr(new PrintWriter(errors));
        int status =
                line.execute(
                        Streams.concat(
                                        List.of("run", "--simulated", scenario.toString()).stream(),
                                        List.of(options).stream())
                                .toArray(String[]::new));
        return new Told(status, errors.toString().lines().toList());
    }

    private JsonNode data() throws IOException {
        var page =
                Files.exists(folder.resolve("out"))
                        ? folder.resolve("out/report.html")
                        : folder.resolve("report.html");
        var text = Files.readString(page);
        var mark = "<script type=\"application/json\" id=\"data\">";
        int from = text.indexOf(mark) + mark.length();
        return new ObjectMapper().readTree(text.substring(from, text.indexOf("</script>", from)));
    }

    private static JsonNode scene(JsonNode played) throws IOException {
        var zipped = Base64.getDecoder().decode(played.path("scene").asText());
        try (var json = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            return new ObjectMapper().readTree(json);
        }
    }

    private static String text(JsonNode scene, JsonNode index) {
        return scene.path("texts").path(index.asInt()).asText();
    }

    /// The texts in one column of the rows that have `value` in another.
    private static List<String> texts(
            JsonNode scene, JsonNode rows, int column, int where, String value) {
        return Streams.stream(rows)
                .filter(row -> row.path(where).asText().equals(value))
                .map(row -> text(scene, row.path(column)))
                .toList();
    }
}
