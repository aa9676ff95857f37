package marquee.replicas.host.state;

import java.util.LinkedHashMap;
import java.util.SequencedMap;
import marquee.protocol.replication.RequestId;
import org.jspecify.annotations.Nullable;

/// The replies of one client, whose keys may be any.
record ClientSession(String client, SequencedMap<String, KeptReply> replies) implements Session {
    ClientSession(String client) {
        this(client, new LinkedHashMap<>());
    }

    @Override
    public @Nullable KeptReply find(RequestId id) {
        return replies.get(id.key());
    }

    @Override
    public KeptReply oldest() {
        return replies.firstEntry().getValue();
    }

    @Override
    public int size() {
        return replies.size();
    }

    @Override
    public void add(KeptReply reply) {
        replies.putLast(reply.key, reply);
    }

    @Override
    public void remove(KeptReply reply) {
        replies.remove(reply.key);
    }
}
