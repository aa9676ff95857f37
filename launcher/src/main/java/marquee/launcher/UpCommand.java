package marquee.launcher;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import marquee.config.ClusterConfig;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.config.process.StartException;
import marquee.launcher.console.Screen;
import marquee.launcher.local.Background;
import marquee.launcher.local.Supervisor;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The command `up`.
@Command(
        name = "up",
        description =
                "Starts a cluster on this machine in the background and waits until it is"
                        + " ready.")
final class UpCommand implements Callable<Integer> {
    /// The first port that is tried for a web service.
    static final int HTTP_PORT = 8_080;

    @Mixin private Screen screen = new Screen();
    @Mixin private ClusterOptions options = new ClusterOptions();

    @Override
    public Integer call()
            throws ConfigException, StartException, IOException, InterruptedException {
        var plan = options.plan(HTTP_PORT);
        Supervisor.requireNone();
        screen.say("starting a cluster in " + plan.directory() + ", seed " + plan.seed());
        var arguments =
                ImmutableList.<String>builder()
                        .add(SuperviseCommand.NAME)
                        .addAll(options.arguments())
                        .build();
        var state = Background.start(arguments, screen::say);
        screen.show("front end   " + String.join(" ", state.urls()));
        screen.show("dashboard   " + state.urls().getFirst() + "/");
        for (var frontEnd : ClusterConfig.load(Path.of(state.description())).frontEnds()) {
            var soap = frontEnd.soap();
            if (soap != null) {
                screen.show("SOAP        " + soap.url() + "/soap/booking/USER?wsdl");
            }
        }
        screen.show("description " + state.description());
        return ExitStatus.DONE;
    }
}
