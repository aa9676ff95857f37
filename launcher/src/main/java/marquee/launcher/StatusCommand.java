package marquee.launcher;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.Lists;
import com.google.common.collect.Streams;
import java.net.URI;
import java.util.concurrent.Callable;
import marquee.client.UnreachableException;
import marquee.config.ConfigException;
import marquee.config.ExitStatus;
import marquee.config.process.StartException;
import marquee.launcher.console.JsonOption;
import marquee.launcher.console.Screen;
import marquee.launcher.local.ClusterClient;
import marquee.launcher.local.RefusedException;
import marquee.launcher.local.StatusTables;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;

/// The command `status`.
@Command(
        name = "status",
        description =
                "Shows a cluster: its slots, its front ends, whether the state digests agree.")
final class StatusCommand implements Callable<Integer> {
    @Mixin private Screen screen = new Screen();
    @Mixin private FrontEndOption frontEnd = new FrontEndOption();

    @Mixin private JsonOption json = new JsonOption();

    @Override
    public Integer call()
            throws ConfigException, StartException, UnreachableException, InterruptedException {
        try (var client = frontEnd.client()) {
            var cluster = new ClusterClient(client).status();
            addOtherFrontEnds((ObjectNode) cluster.json());
            json.show(
                    screen,
                    cluster::json,
                    () -> Lists.transform(new StatusTables(cluster).lines(), Colours::states));
            return ExitStatus.DONE;
        } catch (RefusedException e) {
            throw new StartException(e.exitStatus(), "the front end cannot say: " + e.detail());
        }
    }

    /// A front end lists itself alone, so the others that are known here are asked too. Of one that
    /// does not say how it is there is no row, so this is told beside the answer.
    private void addOtherFrontEnds(ObjectNode cluster)
            throws ConfigException, InterruptedException {
        var listed = cluster.withArray("frontends");
        for (var known : frontEnd.clients().entrySet()) {
            try (var client = known.getValue()) {
                var other = new ClusterClient(client).status();
                for (var row : other.json().path("frontends")) {
                    if (Streams.stream(listed).noneMatch(each -> isSame(each, row))) {
                        listed.add(row);
                    }
                }
            } catch (UnreachableException e) {
                warn(known.getKey(), "does not answer");
            } catch (RefusedException e) {
                warn(known.getKey(), "cannot say: " + e.detail());
            }
        }
    }

    private void warn(URI frontEnd, String what) {
        screen.say("the front end %s %s".formatted(frontEnd, what));
    }

    private static boolean isSame(JsonNode one, JsonNode other) {
        return one.path("id").equals(other.path("id"));
    }
}
