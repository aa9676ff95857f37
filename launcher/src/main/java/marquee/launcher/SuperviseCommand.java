package marquee.launcher;

import com.google.common.io.MoreFiles;
import com.google.common.io.RecursiveDeleteOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import marquee.config.ConfigException;
import marquee.config.process.StartException;
import marquee.launcher.console.Screen;
import marquee.launcher.local.Background;
import marquee.launcher.local.ClusterPlan;
import marquee.launcher.local.Supervisor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The process that `up` leaves in the background; no command for people.
@Command(name = SuperviseCommand.NAME, hidden = true, description = "Watches over a cluster.")
final class SuperviseCommand implements Callable<Integer> {
    static final String NAME = "supervise";
    static final String RECORD = "--record";

    @Mixin private Screen screen = new Screen();
    @Mixin private ClusterOptions options = new ClusterOptions();

    @Option(
            names = RECORD,
            description =
                    "Has the roles take down what they send and receive, until the cluster ends.")
    private boolean recorded;

    @Override
    public Integer call()
            throws ConfigException, StartException, IOException, InterruptedException {
        Supervisor.requireNone();
        var plan = options.plan(UpCommand.HTTP_PORT);
        return new Supervisor(recorded ? plan.recorded() : plan, screen.out())
                .run(() -> beginAnew(plan));
    }

    private void beginAnew(ClusterPlan plan) throws StartException, IOException {
        if (options.keepsFiles()) {
            return;
        }
        var log = ClusterPlan.sequencerLog(plan.directory());
        Background.requireNoSequencer(log);
        delete(log);
        delete(plan.directory().resolve("logs"));
        delete(ClusterPlan.recordings(plan.directory()));
    }

    private static void delete(Path folder) throws IOException {
        if (Files.exists(folder)) {
            MoreFiles.deleteRecursively(folder, RecursiveDeleteOption.ALLOW_INSECURE);
        }
    }
}
