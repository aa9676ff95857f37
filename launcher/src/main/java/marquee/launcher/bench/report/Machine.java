package marquee.launcher.bench.report;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import marquee.benchmarks.RawChain;
import marquee.benchmarks.cost.Costs;
import marquee.launcher.local.Jvm;

/// What figures depend on beside the program: the machine, its system and how the JVMs were
/// started; each under its name.
public final class Machine {
    private static final Joiner BLANK = Joiner.on(' ');

    private Machine() {}

    /// That of clusters that are measured beside the raw chain.
    public static ImmutableMap<String, String> ofClusters() {
        return told().put("flags of roles", BLANK.join(Jvm.FAST))
                .put("flags of replicas besides", BLANK.join(Jvm.PATIENT_COMPILERS))
                .put("flags of the raw chain", BLANK.join(RawChain.FLAGS))
                .put("flags of the driver", driverFlags())
                .buildOrThrow();
    }

    /// That of a cluster as any local one.
    public static ImmutableMap<String, String> ofLocalCluster() {
        return told().put("flags of replicas", BLANK.join(Jvm.REPLICA)).buildOrThrow();
    }

    /// That of what JMH measures in JVMs of its own.
    public static ImmutableMap<String, String> ofJmh() {
        return told().put("flags", BLANK.join(Costs.FLAGS)).buildOrThrow();
    }

    /// The same for a person.
    public static ImmutableList<String> lines(ImmutableMap<String, String> told) {
        return told.entrySet().stream()
                .map(each -> each.getKey() + ": " + each.getValue())
                .collect(ImmutableList.toImmutableList());
    }

    private static ImmutableMap.Builder<String, String> told() {
        var system = ManagementFactory.getOperatingSystemMXBean();
        return ImmutableMap.<String, String>builder()
                .put(
                        "machine",
                        String.format(
                                Locale.ROOT,
                                "%d cores%s, %s %s, %s; load average before: %.1f",
                                system.getAvailableProcessors(),
                                Processor.ofThisMachine().map(" (%s)"::formatted).orElse(""),
                                system.getName(),
                                system.getVersion(),
                                system.getArch(),
                                system.getSystemLoadAverage()))
                .put("JVM", Runtime.version() + ", " + System.getProperty("java.vm.name"));
    }

    /// What kind of disk `folder` lies on.
    public static String disk(Path folder) throws IOException {
        return Files.getFileStore(folder).type();
    }

    /// Without those that name files.
    private static String driverFlags() {
        return BLANK.join(
                ManagementFactory.getRuntimeMXBean().getInputArguments().stream()
                        .filter(flag -> flag.startsWith("-X") && !flag.contains("/"))
                        .toList());
    }
}
