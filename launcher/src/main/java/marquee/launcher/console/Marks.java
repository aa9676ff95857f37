package marquee.launcher.console;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import picocli.CommandLine.Help.Ansi;

/// The marks for colours that lines of ours have, in picocli's notation. Lines hold words of others
/// too, such as names of files: what looks like a mark there and is none of ours is shown as it is,
/// where picocli would give up.
public final class Marks {
    private static final Pattern OURS =
            Pattern.compile("@\\|(bold|green|yellow|red|red,bold) .*?\\|@");

    private Marks() {}

    /// `line` with colours in place of its marks, or without either where `ansi` has none.
    public static String shown(Ansi ansi, String line) {
        return OURS.matcher(line)
                .replaceAll(
                        mark -> Matcher.quoteReplacement(ansi.new Text(mark.group()).toString()));
    }
}
