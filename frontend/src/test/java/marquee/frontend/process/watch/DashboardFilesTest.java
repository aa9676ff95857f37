package marquee.frontend.process.watch;

import static marquee.frontend.process.Edge.expectProblem;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.regex.Pattern;
import marquee.frontend.process.Edge;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The files of the page. What it does is tried in a browser, by `DashboardPageTest`.
class DashboardFilesTest {
    private static final Pattern SOURCE = Pattern.compile("(?:src|href)=\"(/[^\"]*)\"");

    private final Edge edge = new Edge();

    @AfterEach
    void close() {
        edge.close();
    }

    @Test
    void everyFileThatThePageNamesIsThereWithAStrictPolicy() {
        var page = edge.get("/", "");
        assertThat(page.status()).isEqualTo(200);
        assertThat(page.header("Content-Type")).isEqualTo("text/html;charset=utf-8");
        var named = SOURCE.matcher(page.body().path("text").asText()).results().toList();
        assertThat(named).isNotEmpty();
        for (var each : named) {
            var file = edge.get(each.group(1), "");
            assertThat(file.status()).as(each.group(1)).isEqualTo(200);
            assertThat(file.header("Content-Security-Policy"))
                    .startsWith("default-src 'none'; script-src 'self'; style-src 'self';")
                    .doesNotContain("unsafe");
            assertThat(file.header("X-Content-Type-Options")).isEqualTo("nosniff");
        }
    }

    @Test
    void thePageNamesNoOtherPlaceAndHasNoScriptOfItsOwn() {
        assertThat(edge.get("/", "").body().path("text").asText())
                .doesNotContainPattern("(?i)https?://")
                .doesNotContainPattern("<script[^>]*>[^<]")
                .doesNotContainPattern("(?i)\\s(on[a-z]+|style)=");
    }

    @Test
    void aFileThatHasNotChangedIsNotSentAgain() {
        var tag = edge.get("/dashboard/page.css", "").header("ETag");
        for (var known : List.of(tag, "W/" + tag, "\"older\", W/" + tag, "*")) {
            var again = edge.send("GET", "/dashboard/page.css", "", null, "If-None-Match", known);

            assertThat(again.status()).as(known).isEqualTo(304);
            assertThat(again.body().path("text").asText()).isEmpty();
        }
        var changed = edge.send("GET", "/dashboard/page.css", "", null, "If-None-Match", "\"a\"");
        assertThat(changed.status()).isEqualTo(200);
    }

    @Test
    void noOtherFileCanBeHad() {
        expectProblem(edge.get("/dashboard/openapi.json", ""), 404, "NO_SUCH_PATH");
        expectProblem(edge.get("/dashboard/WebService.class", ""), 404, "NO_SUCH_PATH");
        expectProblem(edge.get("/dashboard/", ""), 404, "NO_SUCH_PATH");
    }
}
