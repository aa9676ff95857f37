package marquee.launcher;

import com.google.common.collect.ImmutableList;
import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import java.util.concurrent.TimeUnit;
import marquee.client.FrontEndClient;
import marquee.client.UnreachableException;
import marquee.config.ClusterConfig;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.launcher.demo.Demo;
import marquee.launcher.demo.Narrator;
import marquee.launcher.local.ClusterPlan;
import marquee.launcher.local.LocalDescription;
import marquee.protocol.NodeId;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// Runs every role in this one JVM and books a little, so that all classes they need are loaded and
/// can go into the archive that makes later starts quick. No command for people.
@Command(name = "warm-up", hidden = true, description = "Loads what every role needs.")
final class WarmUpCommand implements Callable<Integer> {
    private static final Demo.Settings LOAD =
            new Demo.Settings(4, 200, 20, LocalDate.of(2023, 5, 15), 1);
    private static final long PAUSE_MILLIS = 50;

    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call()
            throws ConfigException, UnreachableException, IOException, InterruptedException {
        var folder = Files.createTempDirectory("marquee-warm-up");
        try {
            var description = LocalDescription.write(folder, ClusterPlan.Size.USUAL);
            var config = ClusterConfig.load(description);
            config.nodes().forEach(node -> start(node, description));
            var url = LocalDescription.urls(config);
            try (var client = new FrontEndClient(url, FrontEndClient.DEADLINE)) {
                while (!isReady(client)) {
                    TimeUnit.MILLISECONDS.sleep(PAUSE_MILLIS);
                }
            }
            return book(url) ? ExitStatus.DONE : ExitStatus.REFUSED;
        } finally {
            MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
        }
    }

    private boolean book(ImmutableList<URI> urls)
            throws UnreachableException, InterruptedException {
        var screen = Screen.of(spec);
        try (var demo = new Demo(LOAD, urls, new Narrator(screen.out(), screen.ansi()))) {
            return demo.run();
        }
    }

    private static boolean isReady(FrontEndClient client) throws InterruptedException {
        try {
            return client.get("/readyz").isOk();
        } catch (UnreachableException e) {
            return false; // It does not listen yet.
        }
    }

    private static void start(NodeId node, Path description) {
        var arguments = ImmutableList.<String>builder();
        switch (node.kind()) {
            case SEQUENCER ->
                    arguments.add("sequencer", "--init", "--date", LOAD.date().toString());
            case FRONT_END -> arguments.add("frontend");
            case REPLICA -> arguments.add("replica");
        }
        arguments.add("--id", node.toString(), "--config", description.toString());
        var words = arguments.build().toArray(String[]::new);
        Thread.ofPlatform()
                .daemon()
                .name(node.toString())
                .start(() -> Main.commandLine().execute(words));
    }
}
