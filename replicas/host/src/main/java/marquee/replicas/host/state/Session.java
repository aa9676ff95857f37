package marquee.replicas.host.state;

import marquee.protocol.replication.RequestId;
import org.jspecify.annotations.Nullable;

/// The replies of one client, or of one front end's own session, by their keys and in the order in
/// which they were last named.
interface Session {
    /// Whose they are: the object that all of them share.
    String client();

    /// The reply to the request `id`, one of this session's, if there is one.
    @Nullable KeptReply find(RequestId id);

    /// The one that nobody has named for longest; there must be one.
    KeptReply oldest();

    /// How many there are.
    int size();

    /// Puts `reply`, whose key is not there, behind all others.
    void add(KeptReply reply);

    /// Takes `reply`, which is there, out.
    void remove(KeptReply reply);
}
