package marquee.replicas.host;

import marquee.protocol.NodeId;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Outcome;

/// What lies between an outcome and the reply that is sent: the place of every lie. A correct
/// replica's is [#HONEST]; its state stays right whatever is said.
public interface ReplyPath {
    /// Sends each outcome as it is, once.
    ReplyPath HONEST = (to, outcome, sender) -> sender.send(to, outcome);

    /// A reply with `outcome` is owed to `to`, for the first time or once more.
    void reply(NodeId to, Outcome outcome, Sender sender);

    /// The replica holds a new `entry`, which is not executed yet.
    default void received(Entry entry, Sender sender) {}

    /// Sends replies in the name of the replica.
    interface Sender {
        /// Sends `outcome` to `to`.
        void send(NodeId to, Outcome outcome);
    }
}
