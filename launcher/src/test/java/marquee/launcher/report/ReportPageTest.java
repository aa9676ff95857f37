package marquee.launcher.report;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.hash.Hashing;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringWriter;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.zip.GZIPInputStream;
import marquee.launcher.report.SpaceTime.Fate;
import marquee.launcher.report.SpaceTime.Kind;
import marquee.launcher.report.SpaceTime.Lane;
import marquee.launcher.report.SpaceTime.Mark;
import marquee.launcher.report.SpaceTime.Message;
import marquee.launcher.report.SpaceTime.Place;
import marquee.launcher.report.SpaceTime.Segment;
import org.junit.jupiter.api.Test;

/// What stands in a page, byte by byte; what it looks like is tested in a browser.
class ReportPageTest {
    private static final String EVIL = "</script><script>alert('{{style}}')</script>&\u2028";
    private static final Place FRONT_END = new Place(0, 0);
    private static final Place REPLICA = new Place(1, 1);

    @Test
    void theDataAreTheReport() throws IOException {
        assertThat(data(page(report("a report"))))
                .startsWith(
                        """
                        {"title":"a report","command":"./marquee run","scenarios":[{"name":"one",\
                        "title":"A title","group":"crashes","verdict":"FAILED",\
                        "remarks":["not so"],"duration":1000,"calls":1,"scene":"\
                        """);
    }

    @Test
    void aSceneHasEachTextOnce() throws IOException {
        assertThat(scene(page(report("a report"))))
                .isEqualTo(
                        """
                        {"calls":[[10,90,0,1,2,3,1,7,4]],"votes":[[7,60,5,6,0]],\
                        "lanes":[["frontend-1","FRONT_END"],["R1","REPLICA"]],\
                        "segments":[[1,1,5,20,-1]],\
                        "messages":[[1,1,0,0,40,20,7,[7],0,1,8]],\
                        "marks":[[1,1,5,0,"FAULT",9]],"omitted":3,\
                        "texts":["ATWC1234","book","BOOKED","NO_SEATS","R1,R2","R1/1","nonsense",\
                        "Reply","R1/1 says nonsense","begins to lie"]}\
                        """);
    }

    @Test
    void noTextOfAReportIsMarkup() throws IOException {
        var page = page(report(EVIL));

        assertThat(page.split("<script")).hasSize(3);
        assertThat(page.split("</script")).hasSize(3);
        assertThat(page).doesNotContain("alert('<").doesNotContain("<title></script>");
        assertThat(data(page)).doesNotContainPattern("[<>&]").contains("{{style}}");
        assertThat(scene(page)).contains("{{style}}");
    }

    @Test
    void aPageRefersToNothingOutside() throws IOException {
        assertThat(page(report("a report")))
                .doesNotContainPattern("(?i)https?:|//[a-z]+\\.|@import|<link|src=|url\\((?!#)");
    }

    @Test
    void onlyThePagesOwnScriptMayRun() throws IOException {
        var page = page(report("a report"));
        int from = page.indexOf("<script type=\"module\">") + "<script type=\"module\">".length();
        var script = page.substring(from, page.indexOf("</script>", from));
        var sum = Hashing.sha256().hashString(script, StandardCharsets.UTF_8).asBytes();

        assertThat(page)
                .contains("script-src 'sha256-" + Base64.getEncoder().encodeToString(sum) + "'")
                .contains("default-src 'none'");
    }

    private static String page(Report report) throws IOException {
        var page = new StringWriter();
        ReportPage.write(report, page);
        return page.toString();
    }

    /// What happened in the first scenario of a page, as its script finds it.
    private static String scene(String page) throws IOException {
        var start = "\"scene\":\"";
        int from = page.indexOf(start) + start.length();
        var zipped = Base64.getDecoder().decode(page.substring(from, page.indexOf('"', from)));
        try (var scene = new GZIPInputStream(new ByteArrayInputStream(zipped))) {
            return new String(scene.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static String data(String page) {
        var start = "id=\"data\">";
        int from = page.indexOf(start) + start.length();
        return page.substring(from, page.indexOf("</script>", from));
    }

    private static Report report(String title) {
        var reply =
                new Message(
                        REPLICA,
                        FRONT_END,
                        40,
                        60,
                        "Reply",
                        ImmutableList.of(7L),
                        Fate.ARRIVED,
                        true,
                        title.equals(EVIL) ? EVIL : "R1/1 says nonsense");
        var spaceTime =
                new SpaceTime(
                        ImmutableList.of(
                                new Lane("frontend-1", SpaceTime.Role.FRONT_END),
                                new Lane("R1", SpaceTime.Role.REPLICA)),
                        ImmutableList.of(new Segment(REPLICA, 5, 20, Report.NEVER)),
                        ImmutableList.of(reply),
                        ImmutableList.of(new Mark(REPLICA, 5, 5, Kind.FAULT, "begins to lie")),
                        3);
        var call =
                new Report.Call(10, 90, "ATWC1234", "book", "BOOKED", "NO_SEATS", true, 7, "R1,R2");
        var vote = new Report.Vote(7, 60, "R1/1", "nonsense", false);
        var played =
                new Report.Played(
                        "one",
                        "A title",
                        "crashes",
                        Report.Verdict.FAILED,
                        ImmutableList.of("not so"),
                        1_000,
                        Scene.of(ImmutableList.of(call), ImmutableList.of(vote), spaceTime));
        return new Report(title, "./marquee run", ImmutableList.of(played));
    }
}
