package marquee.launcher.deploy;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.util.List;
import marquee.client.Table;

/// What a host says of a role.
///
/// @param state `ready`, `waiting` for others, `ended`, `absent` where it was never started, or
///   `stray` where it runs, or would after a boot, though the description gives it to the host no
///   more
/// @param words what it said last
record RoleRow(String host, String role, String state, String pid, String release, String words) {
    private static final Splitter TABS = Splitter.on('\t');
    private static final int CELLS = 6;

    /// The rows among what a host said.
    static ImmutableList<RoleRow> of(Remote.Outcome outcome) {
        var rows = ImmutableList.<RoleRow>builder();
        for (var line : outcome.said()) {
            var cells = TABS.splitToList(line);
            if (cells.size() == CELLS && cells.getFirst().equals("role")) {
                rows.add(of(outcome.site().name(), cells));
            }
        }
        return rows.build();
    }

    private static RoleRow of(String host, List<String> cells) {
        return new RoleRow(
                host, cells.get(1), cells.get(2), cells.get(3), cells.get(4), cells.get(5));
    }

    boolean isReady() {
        return state.equals("ready");
    }

    boolean runs() {
        return isReady() || state.equals("waiting") || state.equals("stray");
    }

    /// A table of `rows` for a person.
    static ImmutableList<String> table(List<RoleRow> rows) {
        var table = new Table("HOST", "ROLE", "STATE", "PID", "RELEASE", "SAID LAST");
        for (var row : rows) {
            table.row(row.host, row.role, row.state, row.pid, row.release, row.words);
        }
        return table.lines();
    }
}
