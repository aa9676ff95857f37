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
import marquee.launcher.local.ClusterStatus;
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
            var answer = client.get("/v1/cluster");
            if (!answer.isOk()) {
                throw new StartException(
                        answer.exitStatus(),
                        "the front end cannot say: " + answer.body().path("detail").asText());
            }
            addOtherFrontEnds((ObjectNode) answer.body());
            json.show(
                    screen,
                    answer::body,
                    () ->
                            Lists.transform(
                                    new ClusterStatus(answer.body()).lines(), Colours::states));
            return ExitStatus.DONE;
        }
    }

    /// A front end lists itself alone, so the others that are known here are asked too. Of one that
    /// does not say how it is there is no row, so this is told beside the answer.
    private void addOtherFrontEnds(ObjectNode cluster)
            throws ConfigException, InterruptedException {
        var listed = cluster.withArray("frontends");
        for (var known : frontEnd.clients().entrySet()) {
            try (var client = known.getValue()) {
                var answer = client.get("/v1/cluster");
                if (!answer.isOk()) {
                    warn(known.getKey(), "cannot say: " + answer.body().path("detail").asText());
                }
                for (var other : answer.body().path("frontends")) {
                    if (Streams.stream(listed).noneMatch(each -> isSame(each, other))) {
                        listed.add(other);
                    }
                }
            } catch (UnreachableException e) {
                warn(known.getKey(), "does not answer");
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
