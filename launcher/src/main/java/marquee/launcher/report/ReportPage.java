package marquee.launcher.report;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.Writer;
import java.util.LinkedHashMap;
import java.util.Map;

/// Makes a [Report] one HTML page that needs no network and no other file. Texts of the report
/// stand in it as data only: the page's script puts them on the screen as text, and its policy
/// allows no other script.
public final class ReportPage {
    private static final ImmutableList<String> SCRIPTS =
            ImmutableList.of("basics.js", "diagram.js", "draw.js", "tables.js", "page.js");

    private ReportPage() {}

    /// Writes the page of `report` to `out`, which stays open.
    public static void write(Report report, Writer out) throws IOException {
        Page.near(ReportPage.class, SCRIPTS).write(report.title(), data(report), out);
    }

    private static Map<String, Object> data(Report report) {
        var all = new LinkedHashMap<String, Object>();
        all.put("title", report.title());
        all.put("command", report.command());
        all.put("scenarios", report.scenarios().stream().map(ReportPage::data).toList());
        return all;
    }

    private static Map<String, Object> data(Report.Played played) {
        var all = new LinkedHashMap<String, Object>();
        all.put("name", played.name());
        all.put("title", played.title());
        all.put("group", played.group());
        all.put("verdict", played.verdict().name());
        all.put("remarks", played.remarks());
        all.put("duration", played.durationNanos());
        all.put("calls", played.scene().calls());
        all.put("scene", played.scene().text());
        return all;
    }
}
