package marquee.launcher;

import java.io.PrintWriter;
import java.util.Arrays;
import marquee.config.process.ProcessLogManager;
import marquee.launcher.role.PlainWords;
import marquee.launcher.role.RoleCommand;
import org.jspecify.annotations.Nullable;

/// Where the process of a role begins: it does what [Main] does with the same words, without all
/// that only people need where they are [PlainWords].
public final class RoleMain {
    private RoleMain() {}

    /// Runs a role and ends with its exit status.
    public static void main(String[] arguments) {
        System.setProperty(ProcessLogManager.PROPERTY, ProcessLogManager.class.getName());
        var role = plain(arguments);
        if (role == null) {
            Main.main(arguments);
        } else {
            System.exit(run(role));
        }
    }

    /// The command that `arguments` name, with its options; null if they are not plain.
    static @Nullable RoleCommand plain(String... arguments) {
        var role = arguments.length == 0 ? null : RoleCommand.named(arguments[0]);
        if (role == null) {
            return null;
        }
        var words = new PlainWords(Arrays.asList(arguments).subList(1, arguments.length));
        role.take(words);
        return words.areTaken() ? role : null;
    }

    @SuppressWarnings("SystemOut") // For the person who made the mistake.
    private static int run(RoleCommand role) {
        try {
            return role.call();
        } catch (Exception e) {
            return Failure.tell(new PrintWriter(System.err, true, System.err.charset()), e);
        }
    }
}
