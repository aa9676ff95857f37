package marquee.scenarios.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/// The processes of this machine. Command lines are read where Linux keeps them: [ProcessHandle]
/// cuts long ones off.
final class Processes {
    private static final Path PROCESSES = Path.of("/proc");

    private Processes() {}

    /// Expects that nothing that was started with a file in `folder` runs any more.
    static void expectNoneOf(Path folder) {
        Slots.await().untilAsserted(() -> assertThat(of(folder)).isEmpty());
    }

    /// Those whose command lines name a file in `folder`.
    static ImmutableList<ProcessHandle> of(Path folder) {
        return ProcessHandle.allProcesses()
                .filter(process -> commandLine(process).contains(folder + "/"))
                .collect(ImmutableList.toImmutableList());
    }

    private static String commandLine(ProcessHandle process) {
        try {
            var file = PROCESSES.resolve(Long.toString(process.pid())).resolve("cmdline");
            return Files.readString(file, StandardCharsets.ISO_8859_1).replace('\0', ' ');
        } catch (IOException e) {
            return ""; // It has ended.
        }
    }
}
