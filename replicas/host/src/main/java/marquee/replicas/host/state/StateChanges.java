package marquee.replicas.host.state;

import java.util.ArrayList;
import java.util.List;
import marquee.applications.StateMachine.RecordChanges;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// Passes each change of the state on to its digest and to the exports that run, which are mostly
/// none.
final class StateChanges implements RecordChanges, ReplyChanges {
    private final StateDigest digest;
    private final List<StateExport> exports = new ArrayList<>();

    StateChanges(StateDigest digest) {
        this.digest = digest;
    }

    /// The digest of the state.
    StateDigest digest() {
        return digest;
    }

    /// How many exports run.
    int exports() {
        exports.removeIf(export -> export.status() != StateExport.Status.RUNNING);
        return exports.size();
    }

    /// Tells `export` of each change from now on, until it ends.
    void follow(StateExport export) {
        exports.add(export);
    }

    /// Closes all exports.
    void closeExports() {
        exports.forEach(StateExport::close);
        exports.clear();
    }

    @Override
    public void changed(Bytes key, @Nullable Bytes before, @Nullable Bytes after) {
        digest.changed(key, before, after);
        if (!exports.isEmpty()) {
            exports.removeIf(export -> !export.changed(key, before));
        }
    }

    @Override
    public void kept(KeptReply reply) {
        digest.kept(reply);
    }

    @Override
    public void dropped(KeptReply reply) {
        digest.dropped(reply);
        if (!exports.isEmpty()) {
            exports.removeIf(export -> !export.dropped(reply));
        }
    }
}
