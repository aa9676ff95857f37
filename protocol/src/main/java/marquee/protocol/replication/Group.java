package marquee.protocol.replication;

import com.google.common.base.Preconditions;

/// How many replicas a group has and what it tolerates at once: `liars` that answer incorrectly (b
/// in the literature) and `crashes` (c). With n ≥ 2b + c + 1 slots there are always b + 1 correct
/// replies, and b + 1 identical ones hold at least one that is correct.
public record Group(int slots, int liars, int crashes) {
    /// The flagship: four replicas, one crash and one liar at the same time.
    public static final Group BOTH = new Group(4, 1, 1);

    public Group {
        Preconditions.checkArgument(
                slots >= 2 * liars + crashes + 1 && slots <= ReplicaId.SLOTS_MAX,
                "%s replicas cannot outvote %s liars while %s are crashed",
                slots,
                liars,
                crashes);
    }

    /// How many identical replies make the answer.
    public int quorum() {
        return liars + 1;
    }
}
