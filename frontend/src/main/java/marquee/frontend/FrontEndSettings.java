package marquee.frontend;

import marquee.protocol.Peer;
import marquee.protocol.replication.Group;
import marquee.protocol.replication.RequestId;

/// What a front end is told once.
///
/// @param self the front end's own life, which names its own session too
public record FrontEndSettings(Peer self, Group group, FrontEndLimits limits) {
    /// The client that requests without a name of their own belong to; never used by another life
    /// (rule P1). Short, because it is in six messages of each such request.
    String session() {
        var boot = Long.toString(self.boot(), Character.MAX_RADIX);
        return RequestId.OWN_SESSION + Integer.toString(self.id().index()) + "." + boot;
    }
}
