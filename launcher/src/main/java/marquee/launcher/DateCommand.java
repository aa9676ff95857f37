package marquee.launcher;

import java.time.LocalDate;
import java.util.concurrent.Callable;
import marquee.client.UnreachableException;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.config.process.StartException;
import marquee.launcher.console.Screen;
import marquee.launcher.local.ClusterClient;
import marquee.launcher.local.RefusedException;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// The command `date`.
@Command(
        name = "date",
        description = "Moves the business date of a cluster forward; backwards is refused.")
final class DateCommand implements Callable<Integer> {
    @Mixin private Screen screen = new Screen();
    @Mixin private FrontEndOption frontEnd = new FrontEndOption();

    @Parameters(paramLabel = "DATE", description = "The new date, such as 2023-05-16.")
    private LocalDate date = LocalDate.EPOCH;

    @Override
    public Integer call()
            throws ConfigException,
                    StartException,
                    UnreachableException,
                    RefusedException,
                    InterruptedException {
        try (var client = frontEnd.client()) {
            new ClusterClient(client).moveDate(date);
            screen.show("the business date is " + date);
            return ExitStatus.DONE;
        }
    }
}
