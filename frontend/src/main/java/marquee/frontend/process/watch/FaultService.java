package marquee.frontend.process.watch;

import static io.javalin.http.HandlerType.PUT;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.common.collect.ImmutableList;
import io.javalin.http.Context;
import marquee.config.ConfigException;
import marquee.config.RoleFaults;
import marquee.config.RoleName;
import marquee.frontend.FrontEndEffect;
import marquee.frontend.FrontEndEffect.FaultsShown;
import marquee.frontend.FrontEndEvent.FaultsAsked;
import marquee.frontend.process.web.Calls;
import marquee.frontend.process.web.ProblemCode;
import marquee.frontend.process.web.RefusedRequest;
import marquee.frontend.process.web.Reply;
import marquee.frontend.process.web.RequestBody;
import marquee.frontend.process.web.Route;
import marquee.frontend.process.web.WebService;
import marquee.protocol.NodeId;
import marquee.protocol.replication.FaultOrder;

/// Has roles do wrong what people want to see, in a laboratory; docs/http-api.md.
final class FaultService {
    /// What a laboratory alone does is refused with this.
    static final String NO_LABORATORY = "the sequencer was started without --lab";

    private static final int OK = 200;
    private static final int LONG_BITS = 63;

    private final Calls calls;
    private final ImmutableList<NodeId> nodes;
    private final Reporter reporter;

    /// @param nodes all that there are in the cluster
    /// @param reporter tells who watches
    FaultService(Calls calls, ImmutableList<NodeId> nodes, Reporter reporter) {
        this.calls = calls;
        this.nodes = nodes;
        this.reporter = reporter;
    }

    ImmutableList<Route> routes() {
        return ImmutableList.of(
                new Route(PUT, "/v1/faults/{role}", WebService.serving(this::change)));
    }

    private Reply change(Context context) throws RefusedRequest {
        var role = context.pathParam("role");
        var meant = RoleName.among(nodes, role);
        if (meant.isEmpty()) {
            throw new RefusedRequest(
                    ProblemCode.NO_SUCH_ROLE,
                    "expected frontend, all or one of %s".formatted(nodes));
        }
        var order = order(RequestBody.read(context, "faults", "seed"), meant);
        return switch (calls.call(call -> new FaultsAsked(call, meant, order))) {
            case FaultsShown(_, boolean allowed) when allowed -> shown(meant, order);
            case FaultsShown _ -> Reply.problem(ProblemCode.LAB_ONLY, NO_LABORATORY);
            case FrontEndEffect unanswered -> Reply.unanswered(unanswered);
        };
    }

    private static FaultOrder order(RequestBody body, ImmutableList<NodeId> meant)
            throws RefusedRequest {
        var seed = body.integer("seed");
        if (seed.bitLength() > LONG_BITS) {
            throw new RefusedRequest(
                    ProblemCode.MALFORMED, "expected a seed of at most " + LONG_BITS + " bits");
        }
        try {
            var faults = RoleFaults.parse(body.text("faults"));
            for (var node : meant) {
                faults.requireFor(node);
            }
            return faults.order(seed.longValueExact());
        } catch (ConfigException e) {
            throw new RefusedRequest(ProblemCode.MALFORMED, e.getMessage());
        }
    }

    private Reply shown(ImmutableList<NodeId> meant, FaultOrder order) {
        reporter.misbehaves(meant, order);
        var body = JsonNodeFactory.instance.objectNode();
        var roles = body.putArray("roles");
        meant.forEach(node -> roles.add(node.toString()));
        body.put("faults", order.faults()).put("seed", order.seed());
        return Reply.json(OK, "FAULTS_CHANGED", body);
    }
}
