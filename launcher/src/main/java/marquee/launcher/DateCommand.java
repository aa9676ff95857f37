package marquee.launcher;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.LocalDate;
import java.util.concurrent.Callable;
import marquee.client.UnreachableException;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.config.process.StartException;
import marquee.launcher.console.Screen;
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
            throws ConfigException, StartException, UnreachableException, InterruptedException {
        try (var client = frontEnd.client()) {
            var body = JsonNodeFactory.instance.objectNode().put("date", date.toString());
            var answer = client.put("/v1/business-date", body);
            if (!answer.isOk()) {
                throw new StartException(
                        answer.exitStatus(),
                        "%s: %s".formatted(answer.code(), answer.body().path("detail").asText()));
            }
            screen.show("the business date is " + answer.body().path("date").asText());
            return ExitStatus.DONE;
        }
    }
}
