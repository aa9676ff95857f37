package marquee.launcher.local;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import java.time.LocalDate;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import marquee.client.Answer;
import marquee.client.FrontEndClient;
import marquee.client.UnreachableException;
import marquee.protocol.replication.FaultOrder;

/// What operators ask of a cluster, as docs/http-api.md describes it.
///
/// @param client by which it is asked; it stays with whoever made it
public record ClusterClient(FrontEndClient client) {
    /// The cluster as it is.
    public ClusterStatus status()
            throws UnreachableException, RefusedException, InterruptedException {
        return new ClusterStatus(done(client.get("/v1/cluster", "view")).body());
    }

    /// The cluster when it is as `wanted`, or as it is when `most` has passed.
    ///
    /// @param pause until the cluster is looked at again
    public ClusterStatus await(Predicate<ClusterStatus> wanted, Duration most, Duration pause)
            throws UnreachableException, RefusedException, InterruptedException {
        long begun = System.nanoTime();
        var status = status();
        while (!wanted.test(status) && System.nanoTime() - begun < most.toNanos()) {
            TimeUnit.NANOSECONDS.sleep(pause.toNanos());
            status = status();
        }
        return status;
    }

    /// Tells `role`, as it is called on the command line, what to do wrong from now on.
    public void fault(String role, FaultOrder order)
            throws UnreachableException, RefusedException, InterruptedException {
        var body = object().put("faults", order.faults()).put("seed", order.seed());
        done(client.put("/v1/faults/" + role, body, "faults"));
    }

    /// Moves the business date forward to `date`.
    public void moveDate(LocalDate date)
            throws UnreachableException, RefusedException, InterruptedException {
        var body = object().put("date", date.toString());
        done(client.put("/v1/business-date", body, "date"));
    }

    private static ObjectNode object() {
        return JsonNodeFactory.instance.objectNode();
    }

    private static Answer done(Answer answer) throws RefusedException {
        if (!answer.isOk()) {
            throw new RefusedException(answer);
        }
        return answer;
    }
}
