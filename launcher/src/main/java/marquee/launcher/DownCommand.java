package marquee.launcher;

import java.io.IOException;
import java.util.concurrent.Callable;
import marquee.config.ExitStatus;
import marquee.config.process.StartException;
import marquee.launcher.console.Screen;
import marquee.launcher.local.Background;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The command `down`.
@Command(name = "down", description = "Stops the cluster in the background and all its processes.")
final class DownCommand implements Callable<Integer> {
    @Mixin private Screen screen = new Screen();

    @Override
    public Integer call() throws StartException, IOException, InterruptedException {
        var log = Background.sequencerLog(); // It is forgotten with the cluster.
        int ended = Background.stop();
        screen.show(ended == 0 ? "no local cluster runs" : "the local cluster has ended");
        Background.requireNoSequencer(log);
        return ExitStatus.DONE;
    }
}
