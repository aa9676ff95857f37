package marquee.launcher.console;

import java.util.regex.Pattern;

/// A word of a command as a shell has to be given it.
public final class ShellWord {
    private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

    private ShellWord() {}

    /// `word` itself where no letter of it means anything to a shell, else `word` in quotes:
    /// between single ones nothing but another one means anything.
    public static String of(String word) {
        return PLAIN.matcher(word).matches() ? word : "'" + word.replace("'", "'\\''") + "'";
    }
}
