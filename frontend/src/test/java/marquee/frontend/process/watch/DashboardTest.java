package marquee.frontend.process.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import marquee.frontend.process.Edge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The dashboard and the alarms of docs/grafana ask for what `/metrics` has, by names and labels
/// that are there, and the pages for people tell of all of it.
class DashboardTest {
    private static final Path DOCS = Path.of("..", "docs");
    private static final Path DASHBOARD = DOCS.resolve("grafana/marquee.json");
    private static final Path ALARMS = DOCS.resolve("grafana/alarms.yml");
    private static final Pattern METRIC = Pattern.compile("\\b(marquee_[a-z_]+)(?:\\{([^}]*)})?");
    private static final Pattern ROW = Pattern.compile("(?m)^(marquee_[a-z_]+)(?:\\{([^}]*)})? ");
    private static final Pattern LABEL = Pattern.compile("([a-z]+)(=~|!~|!=|=)\"([^\"]*)\"");
    private static final Pattern BY = Pattern.compile("by \\(([a-z, ]+)\\)");

    /// What Prometheus adds to every row, and what is only there in a histogram's.
    private static final Set<String> ADDED = Set.of("instance", "job", "le");

    private final Edge edge = new Edge();
    private final TreeMap<String, Set<String>> labelsOf = new TreeMap<>();
    private final Set<String> events = new HashSet<>();

    @BeforeEach
    void readThePage() {
        edge.put("/v1/shows/ATWM160523/Avatar", Edge.ADMIN, Edge.capacity(3));
        var page = edge.get("/metrics", "").body().path("text").asText();
        ROW.matcher(page)
                .results()
                .forEach(row -> {
                    var labels = labelsOf.computeIfAbsent(row.group(1), _ -> new TreeSet<>());
                    labels(row).forEach(label -> labels.add(label.group(1)));
                    labels(row).stream()
                            .filter(label -> label.group(1).equals("event"))
                            .forEach(label -> events.add(label.group(3)));
                });
    }

    @AfterEach
    void close() {
        edge.close();
    }

    @Test
    void theDashboardAsksForMetricsThatThereAre() throws IOException {
        var questions = questions(new JsonMapper().readTree(DASHBOARD.toFile()));

        assertThat(questions).hasSizeGreaterThan(15).allSatisfy(this::expectKnown);
    }

    @Test
    void theAlarmsAskForMetricsThatThereAre() throws IOException {
        assertThat(questionsOfAlarms()).hasSizeGreaterThan(10).allSatisfy(this::expectKnown);
    }

    @Test
    void panelsHaveNumbersOfTheirOwnAndDoNotCoverEachOther() throws IOException {
        var panels = new JsonMapper().readTree(DASHBOARD.toFile()).path("panels");
        var numbers = new HashSet<Integer>();
        var cells = new HashSet<List<Integer>>();
        for (var panel : panels) {
            assertThat(numbers.add(panel.path("id").intValue())).isTrue();
            var place = panel.path("gridPos");
            for (int x = 0; x < place.path("w").intValue(); x++) {
                for (int y = 0; y < place.path("h").intValue(); y++) {
                    int column = place.path("x").intValue() + x;
                    assertThat(column).isLessThan(24);
                    assertThat(cells.add(List.of(column, place.path("y").intValue() + y))).isTrue();
                }
            }
        }
    }

    @Test
    void theListOfMetricsIsWhole() throws IOException {
        var list = Files.readString(DOCS.resolve("http-api.md"));
        var named = new TreeSet<String>();
        for (var metric : labelsOf.keySet()) {
            named.add(metric.replaceFirst("(?<=seconds)_(bucket|count|sum)$", ""));
        }

        assertThat(named).allSatisfy(metric -> assertThat(list).contains("| `" + metric + "` |"));
    }

    @Test
    void eachAlarmIsExplained() throws IOException {
        var page = Files.readString(DOCS.resolve("operations.md"));

        assertThat(found(Pattern.compile("alert: ([A-Za-z]+)"), Files.readString(ALARMS)))
                .hasSizeGreaterThan(10)
                .doesNotHaveDuplicates()
                .allSatisfy(alarm -> assertThat(page).contains("| `" + alarm + "` |"));
    }

    private void expectKnown(String question) {
        METRIC.matcher(question)
                .results()
                .forEach(metric -> {
                    assertThat(labelsOf).containsKey(metric.group(1));
                    var labels = labelsOf.getOrDefault(metric.group(1), Set.of());
                    for (var label : labels(metric)) {
                        assertThat(label.group(1))
                                .matches(name -> labels.contains(name) || ADDED.contains(name));
                        if (label.group(1).equals("event")) {
                            assertThat(label.group(3).split("\\|", -1))
                                    .allMatch(event ->
                                            events.stream().anyMatch(of -> of.matches(event)));
                        }
                    }
                });
        for (var groups : found(BY, question)) {
            for (var label : groups.split(", ", -1)) {
                assertThat(label).matches(name -> ADDED.contains(name) || isLabel(name));
            }
        }
    }

    private boolean isLabel(String name) {
        return labelsOf.values().stream().anyMatch(labels -> labels.contains(name));
    }

    private static List<MatchResult> labels(MatchResult metric) {
        return metric.group(2) == null
                ? List.of()
                : LABEL.matcher(metric.group(2)).results().toList();
    }

    private static List<String> questions(JsonNode dashboard) {
        var questions = new ArrayList<String>();
        for (var field : List.of("expr", "definition")) {
            dashboard.findValues(field).forEach(found -> questions.add(found.asText()));
        }
        return questions;
    }

    private static List<String> questionsOfAlarms() throws IOException {
        var questions = Pattern.compile("(?s)expr: (?:>-)?(.*?)\n {8}(?:for|labels):");
        return found(questions, Files.readString(ALARMS));
    }

    private static List<String> found(Pattern pattern, String text) {
        return pattern.matcher(text).results().map(result -> result.group(1)).toList();
    }
}
