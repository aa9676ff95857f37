package marquee.client;

import java.nio.file.Path;
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

    /// What was chosen.
    ///
    /// @throws ConfigException if it cannot be used
    public Credentials credentials() throws ConfigException {
        return Credentials.of(token, System.getenv(VARIABLE)).believing(certificates);
    }
}
