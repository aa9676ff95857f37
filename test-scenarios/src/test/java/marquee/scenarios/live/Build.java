package marquee.scenarios.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.nio.file.Path;
import java.time.Duration;
import marquee.launcher.local.ClusterPlan;
import marquee.launcher.local.LocalCluster;
import marquee.scenarios.children.Child;

/// The build that `./marquee` runs. Its archives of classes spare each process of a live test part
/// of its start, as they do for users.
final class Build {
    /// The root of everything.
    static final Path ROOT = Path.of("..").toAbsolutePath().normalize();

    private static final String SCRIPT = ROOT.resolve("marquee").toString();

    private static boolean isReady;

    private Build() {}

    /// Starts a cluster and waits until all its roles are ready.
    static LocalCluster start(ClusterPlan plan) throws Exception {
        makeReady();
        return LocalCluster.start(plan, _ -> {});
    }

    /// The command `./marquee` on this process's Java. What the script makes first is made by now;
    /// if other JVMs ask at once, it makes that for one of them.
    static ProcessBuilder command(ImmutableList<String> arguments) throws Exception {
        makeReady();
        return script(arguments);
    }

    private static synchronized void makeReady() throws Exception {
        if (!isReady) {
            var help = Child.run(script(ImmutableList.of("--help")), Duration.ofMinutes(10));
            assertThat(help.status()).as(help.output()).isZero();
            System.setProperty("marquee.build", ROOT.resolve("launcher/target").toString());
            isReady = true;
        }
    }

    private static ProcessBuilder script(ImmutableList<String> arguments) {
        var command = ImmutableList.<String>builder().add(SCRIPT).addAll(arguments).build();
        var builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("MARQUEE_JAVA_HOME", System.getProperty("java.home"));
        return builder;
    }
}
