package marquee.launcher.console;

import com.google.common.primitives.Ints;
import java.util.function.IntSupplier;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.UsageMessageSpec;

/// How many columns the help of a command takes: as many as the terminal has, within bounds.
public final class HelpWidth {
    /// More are not read with ease. A program that reads the help gets as many.
    static final int MAX = 100;

    /// Fewer are refused by picocli.
    static final int MIN = 55;

    private HelpWidth() {}

    /// The columns of a help that is shown now: what `COLUMNS` says goes before the terminal.
    public static int now() {
        return of(System.getenv("COLUMNS"), HelpWidth::ofTerminal);
    }

    /// @param columns as in the environment; null where there are none
    /// @param terminal how many columns the terminal has; 0 where that is unknown
    static int of(@Nullable String columns, IntSupplier terminal) {
        var told = columns == null ? null : Ints.tryParse(columns);
        int wanted = told == null || told <= 0 ? terminal.getAsInt() : told;
        return wanted <= 0 ? MAX : Ints.constrainToRange(wanted, MIN, MAX);
    }

    @SuppressWarnings("SystemConsoleNull") // It does again from JDK 25 on, see JDK-8351435.
    private static int ofTerminal() {
        var console = System.console();
        boolean isTerminal = console != null && console.isTerminal();
        return isTerminal ? new UsageMessageSpec().autoWidth(true).width() : 0;
    }
}
