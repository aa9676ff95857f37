package marquee.launcher.soak;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.regex.Pattern;

/// What the objects of a JVM take once its garbage is collected, as the JDK's `jcmd` tells.
final class Heap {
    private static final Path JCMD = Path.of(System.getProperty("java.home"), "bin", "jcmd");

    /// A generation, as the serial collector lists it.
    private static final Pattern USED = Pattern.compile("total \\d+K, used (\\d+)K");

    private Heap() {}

    /// Has the process `pid` collect its garbage.
    ///
    /// @return kibibytes that are in use after it; nothing if the process has ended, or this
    ///   run-time has no `jcmd`
    static OptionalLong collected(long pid) throws IOException, InterruptedException {
        if (!Files.isExecutable(JCMD)) {
            return OptionalLong.empty();
        }
        ask(pid, "GC.run");
        return used(ask(pid, "GC.heap_info"));
    }

    private static String ask(long pid, String what) throws IOException, InterruptedException {
        var process =
                new ProcessBuilder(JCMD.toString(), Long.toString(pid), what)
                        .redirectErrorStream(true)
                        .start();
        try (var output = process.inputReader()) {
            var text = output.readAllAsString();
            process.waitFor();
            return text;
        }
    }

    /// The sum of what `listed` generations use; nothing if there are none.
    static OptionalLong used(String listed) {
        var generations = USED.matcher(listed).results().toList();
        return generations.isEmpty()
                ? OptionalLong.empty()
                : OptionalLong.of(
                        generations.stream()
                                .mapToLong(each -> Long.parseLong(each.group(1)))
                                .sum());
    }
}
