package marquee.launcher.scenario.lab;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import marquee.launcher.console.Tool;

/// What a machine must have for a lab.
public final class Needs {
    private static final Path STATUS = Path.of("/proc/self/status");
    private static final String CAPABILITIES = "CapEff:";
    private static final int NET_ADMIN = 12;
    private static final int SYS_ADMIN = 21;
    private static final int HEXADECIMAL = 16;

    /// Commands, and the packages of Debian that they are in.
    private static final ImmutableMap<String, String> TOOLS =
            ImmutableMap.of("ip", "iproute2", "nft", "nftables");

    /// Has the kernel say what it thinks of a filter, which it then forgets.
    private static final ImmutableList<String> CHECK =
            ImmutableList.of("nft", "--check", "-f", "-");

    private Needs() {}

    /// What this machine lacks, and what helps; empty if it has everything.
    public static String missing() throws IOException, InterruptedException {
        if (!Files.exists(STATUS)) {
            return "hosts of their own are network namespaces, which only Linux has";
        }
        if (!isPowerful(Files.readString(STATUS))) {
            return "hosts of their own are made by root only; run it as root, or without --hosts";
        }
        var path = System.getenv().getOrDefault("PATH", "");
        for (var tool : TOOLS.entrySet()) {
            if (!isOn(path, tool.getKey())) {
                return "hosts of their own need the command %s; apt-get install %s"
                        .formatted(tool.getKey(), tool.getValue());
            }
        }
        return refusal(CHECK);
    }

    /// Why filters cannot be where a lab has them; empty if `check` finds nothing wrong with one.
    static String refusal(ImmutableList<String> check) throws InterruptedException {
        try {
            Tool.run(check, Rules.trial());
            return "";
        } catch (IOException e) {
            return "hosts of their own need packet filters at egress, which Linux has from 5.16 on; "
                    + e.getMessage();
        }
    }

    /// Whether a process with this status can make networks and mount what they are named by.
    static boolean isPowerful(String status) {
        return status.lines()
                .filter(line -> line.startsWith(CAPABILITIES))
                .map(line -> line.substring(CAPABILITIES.length()).strip())
                .mapToLong(digits -> Long.parseUnsignedLong(digits, HEXADECIMAL))
                .anyMatch(set -> has(set, NET_ADMIN) && has(set, SYS_ADMIN));
    }

    /// Whether one of the folders of `path` has the program `tool`.
    static boolean isOn(String path, String tool) {
        return Splitter.on(File.pathSeparatorChar)
                .omitEmptyStrings()
                .splitToStream(path)
                .anyMatch(folder -> Files.isExecutable(Path.of(folder, tool)));
    }

    private static boolean has(long set, int capability) {
        return ((set >>> capability) & 1) == 1;
    }
}
