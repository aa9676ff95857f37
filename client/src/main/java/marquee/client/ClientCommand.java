package marquee.client;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.function.Supplier;
import marquee.applications.booking.Canonical;
import marquee.config.ConfigException;
import marquee.config.StateHome;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help.Ansi;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/// The command `client`: one operation, or a session of many.
@Command(
        name = "client",
        description = "Books tickets: one operation, or a session where none is given.",
        footer = {
            "",
            "Operations:",
            "  add MOVIE_ID MOVIE CAPACITY      adds a show or changes its capacity (admin)",
            "  remove MOVIE_ID MOVIE            removes a show, moves its bookings on (admin)",
            "  list MOVIE                       lists the shows of a movie",
            "  book MOVIE_ID MOVIE TICKETS      books tickets",
            "  schedule                         lists what the customer holds",
            "  cancel MOVIE_ID MOVIE TICKETS    gives tickets back",
            "  exchange MOVIE_ID MOVIE NEW_MOVIE_ID NEW_MOVIE TICKETS",
            "                                   moves tickets to another show",
            "",
            "Exit status: 0 done, 1 refused, 2 wrong usage, 3 nobody answered."
        })
public final class ClientCommand implements Callable<Integer> {
    private final Supplier<ImmutableList<URI>> localUrls;

    @Spec private @Nullable CommandSpec spec;

    @Option(
            names = "--url",
            paramLabel = "URL",
            split = ",",
            description =
                    "A front end, such as http://127.0.0.1:8080; several are tried in turn."
                            + " The local cluster's unless given.")
    private List<URI> urls = new ArrayList<>();

    @Option(
            names = "--user",
            required = true,
            paramLabel = "ID",
            description = "Who asks: an admin such as ATWA1111 or a customer such as ATWC2222.")
    private String user = "";

    @Mixin private CredentialsOptions credentials = new CredentialsOptions();

    @Option(names = "--for", paramLabel = "CUSTOMER", description = "For whom an admin asks.")
    private @Nullable String customer;

    @Option(
            names = "--key",
            paramLabel = "KEY",
            description =
                    "Repeats an operation whose outcome is unknown under the key it had, so that"
                            + " it is done once.")
    private @Nullable String key;

    @Option(
            names = "--deadline",
            paramLabel = "SECONDS",
            description =
                    "How long an operation is tried; 30 unless given. One that may be done is sent"
                            + " again for 8 at most.")
    private int deadlineSeconds = (int) FrontEndClient.DEADLINE.toSeconds();

    @Option(
            names = "--log",
            paramLabel = "DIR",
            description = "Where the user's text log is kept; in the user's state unless given.")
    private Path log = StateHome.of("client");

    @Option(names = "--json", description = "Shows answers as JSON, one a line.")
    private boolean json;

    @Parameters(paramLabel = "OPERATION", arity = "0..*", description = "See below.")
    private List<String> words = new ArrayList<>();

    /// Makes the command.
    ///
    /// @param localUrls the front ends to ask when no URL is given; empty if there are none
    public ClientCommand(Supplier<ImmutableList<URI>> localUrls) {
        this.localUrls = localUrls;
    }

    @Override
    public Integer call()
            throws ConfigException, UnreachableException, IOException, InterruptedException {
        check();
        var patience = FrontEndClient.Patience.of(Duration.ofSeconds(deadlineSeconds));
        var chosen = chosenUrls();
        var shown = credentials.credentials(chosen);
        checkUser(shown);
        try (var client = new FrontEndClient(chosen, patience, shown)) {
            var line = commandLine();
            var screen =
                    new Conversation.Screen(
                            line.getOut(), line.getErr(), line.getColorScheme().ansi(), json);
            var identity = new Conversation.Identity(user, customer == null ? user : customer);
            var conversation = new Conversation(identity, client, new UserLog(log, user), screen);
            if (!words.isEmpty()) {
                return conversation.say(words, key == null ? Conversation.newKey() : key);
            }
            var session = new Session(conversation);
            return isAtTerminal()
                    ? session.atTerminal(prompt(screen.ansi()), log.resolve("history"))
                    : session.piped();
        }
    }

    @SuppressWarnings("SystemConsoleNull") // It does again from JDK 25 on, see JDK-8351435.
    private static boolean isAtTerminal() {
        var console = System.console();
        return console != null && console.isTerminal();
    }

    private String prompt(Ansi ansi) {
        return ansi.new Text("@|bold " + user.replaceAll("[^A-Za-z0-9]", "_") + "|@> ").toString();
    }

    private void check() {
        if (deadlineSeconds < 1) {
            throw wrong("--deadline is " + deadlineSeconds + ", expected at least 1 second");
        }
        if (key != null && words.isEmpty()) {
            throw wrong("--key needs an operation to repeat");
        }
        if (key != null && !key.matches("[!-~]{1,64}")) {
            throw wrong("--key '" + key + "', expected 1 to 64 visible ASCII characters");
        }
        if (!user.matches("[!-~]+")) {
            throw wrong("--user '" + user + "', expected an ID such as ATWC2222");
        }
    }

    /// Where tokens count, the front end would do for the token's user what the log here says was
    /// done for this one.
    private void checkUser(Credentials shown) {
        var holder = shown.user();
        if (holder != null && !holder.equals(Canonical.userId(user).value())) {
            throw wrong(
                    "--user '%s', expected %s, whose the token of --token or %s is, or no token,"
                                    .formatted(user, holder, CredentialsOptions.VARIABLE)
                            + " if users are taken at their word");
        }
    }

    private ImmutableList<URI> chosenUrls() throws UnreachableException {
        for (var url : urls) {
            if (!FrontEndClient.isUrl(url)) {
                throw wrong("--url '" + url + "', expected one such as http://127.0.0.1:8080");
            }
        }
        var chosen = urls.isEmpty() ? localUrls.get() : ImmutableList.copyOf(urls);
        if (chosen.isEmpty()) {
            throw new UnreachableException(
                    "no local cluster runs, expected one (./marquee up) or --url http://HOST:PORT");
        }
        return chosen;
    }

    private ParameterException wrong(String message) {
        return new ParameterException(commandLine(), message);
    }

    private CommandLine commandLine() {
        if (spec == null) {
            throw new IllegalStateException("not run by picocli");
        }
        return spec.commandLine();
    }
}
