package marquee.launcher;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.concurrent.Callable;
import marquee.applications.booking.Canonical;
import marquee.applications.booking.UserId;
import marquee.config.ClusterConfig;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.frontend.process.access.Token;
import marquee.frontend.process.access.TokenKeys;
import marquee.launcher.console.Screen;
import marquee.launcher.console.Within;
import marquee.launcher.local.RunState;
import marquee.replicas.host.process.Implementations;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// The command `config token`.
@Command(
        name = "token",
        description =
                "Prints a token that proves who a user is, and nothing else. Whoever holds it is"
                        + " the user until it expires, or until the key is changed.")
final class TokenCommand implements Callable<Integer> {
    @Mixin private Screen screen = new Screen();

    @Parameters(
            paramLabel = "USER",
            description = "An admin such as ATWA1111 or a customer such as ATWC2222.")
    private String user = "";

    @Within(min = 1, max = 366)
    @Option(
            names = "--days",
            paramLabel = "N",
            description = "How long it holds; 30 unless given, 366 at most.")
    private int days = 30;

    @Option(
            names = "--operator",
            description =
                    "Lets an admin look after the cluster too: see it, have roles do wrong, move"
                            + " the business date.")
    private boolean operator;

    @Option(
            names = "--config",
            paramLabel = "FILE",
            description =
                    "The description of the cluster, which names the keys as tokens; the local"
                            + " cluster's unless given.")
    private @Nullable Path description;

    @Override
    public Integer call() throws ConfigException, IOException {
        var holder = Canonical.userId(user).value();
        if (holder == null) {
            throw new ConfigException(
                    "user '%s', expected an ID such as ATWC2222".formatted(Canonical.userId(user)));
        }
        if (operator && !holder.isAdmin()) {
            throw new ConfigException(
                    "--operator for %s, expected an admin such as ATWA1111".formatted(holder));
        }
        var file = description();
        var config = ClusterConfig.load(file, Implementations.names());
        var keys = config.tokens();
        if (keys == null) {
            throw new ConfigException(
                    file + ": names no \"tokens\", so there is no key to sign with");
        }
        screen.out().println(TokenKeys.read(keys).sign(token(holder, config)));
        screen.out().flush();
        return ExitStatus.DONE;
    }

    private Token token(UserId holder, ClusterConfig config) {
        var expires = Instant.now().truncatedTo(ChronoUnit.SECONDS).plus(Duration.ofDays(days));
        return new Token(holder, operator, config.clusterId(), expires);
    }

    private Path description() throws ConfigException, IOException {
        if (description != null) {
            return description;
        }
        return RunState.running()
                .map(state -> Path.of(state.description()))
                .orElseThrow(
                        () -> new ConfigException("no local cluster runs, expected --config FILE"));
    }
}
