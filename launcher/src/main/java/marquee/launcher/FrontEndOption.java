package marquee.launcher;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import marquee.client.CredentialsOptions;
import marquee.client.FrontEndClient;
import marquee.client.FrontEndClient.Patience;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.config.process.StartException;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// Which front ends a command asks.
final class FrontEndOption {
    private static final Duration DEADLINE = Duration.ofSeconds(15);
    private static final Duration OTHERS_DEADLINE = Duration.ofSeconds(2);

    @Option(
            names = "--url",
            paramLabel = "URL",
            split = ",",
            description =
                    "A front end; several are tried in turn. The local cluster's unless given.")
    private List<URI> urls = new ArrayList<>();

    @Mixin private CredentialsOptions credentials = new CredentialsOptions();

    /// A client of the chosen front ends.
    ///
    /// @throws StartException if none is given and no local cluster runs
    FrontEndClient client() throws ConfigException, StartException {
        for (var url : urls) {
            if (!FrontEndClient.isUrl(url)) {
                throw new ConfigException(
                        "--url '%s', expected one such as http://127.0.0.1:8080".formatted(url));
            }
        }
        var chosen = chosen();
        if (chosen.isEmpty()) {
            throw new StartException(
                    ExitStatus.UNREACHABLE,
                    "no local cluster runs, expected one (./marquee up) or --url http://HOST:PORT");
        }
        return new FrontEndClient(chosen, Patience.of(DEADLINE), credentials.credentials(chosen));
    }

    /// A client of each of them by its address, if there are several.
    ImmutableMap<URI, FrontEndClient> clients() throws ConfigException {
        var chosen = chosen();
        var shown = credentials.credentials(chosen);
        var patience = Patience.of(OTHERS_DEADLINE);
        return chosen.size() == 1
                ? ImmutableMap.of()
                : chosen.stream()
                        .distinct()
                        .collect(
                                ImmutableMap.toImmutableMap(
                                        url -> url,
                                        url ->
                                                new FrontEndClient(
                                                        ImmutableList.of(url), patience, shown)));
    }

    private ImmutableList<URI> chosen() {
        return urls.isEmpty() ? Main.localFrontEnds() : ImmutableList.copyOf(urls);
    }
}
