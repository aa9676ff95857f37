package marquee.config.process;

import marquee.protocol.NodeId;
import marquee.protocol.replication.Ballot;
import marquee.protocol.replication.ReplicaId;
import org.jspecify.annotations.Nullable;

/// What an event of the log is about, for programs: fields that its line in the JSON log has beside
/// its words (docs/operations.md, logs). Immutable.
///
/// @param node whom it is about; null for nobody in particular
/// @param incarnation which life of it; -1 if that is not known, or there is one alone
/// @param number which place in the order; 0 for none
public record Topic(@Nullable NodeId node, int incarnation, long number) {
    private static final int NO_LIFE = -1;
    private static final ScopedValue<Topic> CURRENT = ScopedValue.newInstance();

    /// An event about `node`.
    public static Topic of(NodeId node) {
        return new Topic(node, NO_LIFE, 0);
    }

    /// An event about one incarnation of a replica.
    public static Topic of(ReplicaId replica) {
        return new Topic(replica.node(), replica.incarnation(), 0);
    }

    /// An event about whom `ballot` is about.
    public static Topic of(Ballot ballot) {
        return switch (ballot) {
            case Ballot.Replace(var replica, _) -> of(replica);
            case Ballot.FailJoin(var replica) -> of(replica);
            case Ballot.Dismiss(var manager) -> of(manager);
        };
    }

    /// An event at a place in the order, about nobody in particular.
    public static Topic atNumber(long number) {
        return new Topic(null, NO_LIFE, number);
    }

    /// The same at the place `number` of the order.
    public Topic at(long number) {
        return new Topic(node, incarnation, number);
    }

    /// Runs `log`: what it logs on this thread is about this.
    public void tell(Runnable log) {
        ScopedValue.where(CURRENT, this).run(log);
    }

    /// What is being logged on this thread, with a comma behind each field; empty where nobody
    /// said.
    static String fields() {
        return CURRENT.isBound() ? CURRENT.get().json() : "";
    }

    private String json() {
        var json = new StringBuilder();
        if (node != null) {
            var name = node.kind() == NodeId.Kind.REPLICA ? "slot" : "peer";
            json.append('"').append(name).append("\":\"").append(node).append("\",");
        }
        if (incarnation != NO_LIFE) {
            json.append("\"incarnation\":").append(incarnation).append(',');
        }
        if (number != 0) {
            json.append("\"number\":").append(number).append(',');
        }
        return json.toString();
    }
}
