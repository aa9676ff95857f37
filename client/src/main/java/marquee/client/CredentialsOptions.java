package marquee.client;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import marquee.config.ConfigException;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Option;

/// How a command is told what it shows front ends to be known. A token is never a word of the
/// command line, which everybody on the machine can read.
public final class CredentialsOptions {
    /// The environment's variable that holds a token.
    static final String VARIABLE = "MARQUEE_TOKEN";

    @Option(
            names = "--token",
            paramLabel = "FILE",
            description =
                    "The file with the token to show, for its owner only; the one in the"
                            + " environment's MARQUEE_TOKEN unless given.")
    private @Nullable Path token;

    @Option(
            names = "--ca",
            paramLabel = "FILE",
            description =
                    "The certificates to believe front ends by, in the form PEM; those of the JDK"
                            + " unless given.")
    private @Nullable Path certificates;

    @Option(
            names = "--insecure",
            description =
                    "Sends a token over plain http to another machine too, where it can be read on"
                            + " its way.")
    private boolean insecure;

    /// What was chosen for the front ends at `urls`.
    ///
    /// @throws ConfigException if it cannot be used, or would have a token sent where others can
    ///   read it without having been told so
    public Credentials credentials(List<URI> urls) throws ConfigException {
        var chosen = Credentials.of(token, System.getenv(VARIABLE)).believing(certificates);
        if (!insecure) {
            chosen.requireSecrecy(urls);
        }
        return chosen;
    }
}
