package marquee.launcher;

import java.io.IOException;
import java.util.concurrent.Callable;
import marquee.config.ExitStatus;
import marquee.launcher.local.Background;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

/// The command `down`.
@Command(name = "down", description = "Stops the cluster in the background and all its processes.")
final class DownCommand implements Callable<Integer> {
    @Spec private @Nullable CommandSpec spec;

    @Override
    public Integer call() throws IOException, InterruptedException {
        int ended = Background.stop();
        Screen.of(spec).show(ended == 0 ? "no local cluster runs" : "the local cluster has ended");
        return ExitStatus.DONE;
    }
}
