package marquee.protocol.replication;

import com.google.common.base.Preconditions;
import marquee.protocol.Peer;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// One place in the total order. The `number` counts from 1 without gaps and is given by the
/// sequencer alone; numbers of clients' requests and of marks are one sequence.
public record Entry(long number, Stamp stamp, Content content) {
    /// The most bytes of one operation.
    public static final int OPERATION_MAX = 64 * 1024;

    /// The most bytes of one entry in its binary form, and some to spare.
    public static final int BYTES_MAX = OPERATION_MAX + 1024;

    /// What stands at one place.
    public sealed interface Content permits Request, Mark, MembershipChange {}

    /// A client's request: execute `operation`, once whatever the number of entries with this `id`,
    /// and reply to `replyTo`. The reply's address is no part of the command: it enters no digest
    /// (rule P5).
    public record Request(RequestId id, Bytes operation, Peer replyTo) implements Content {}

    /// A checkpoint mark: tell the sequencer the state's digest at this place, and keep the state
    /// itself for `joiner`, if there is one, or for the sequencer's `snapshot`.
    public record Mark(@Nullable ReplicaId joiner, boolean snapshot) implements Content {
        public Mark {
            Preconditions.checkArgument(joiner == null || !snapshot, "a mark for two");
        }

        /// A mark at which the sequencer wants no snapshot.
        public Mark(@Nullable ReplicaId joiner) {
            this(joiner, false);
        }
    }
}
