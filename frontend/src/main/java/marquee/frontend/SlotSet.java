package marquee.frontend;

import java.util.stream.Collectors;
import java.util.stream.IntStream;
import marquee.protocol.NodeId;
import marquee.protocol.replication.ReplicaId;

/// A set of slots.
///
/// @param bits bit 0 stands for slot 1, bit 1 for slot 2, and so on
public record SlotSet(long bits) {
    /// The bit of `slot` alone.
    static long bit(int slot) {
        return 1L << (slot - 1);
    }

    /// Whether `slot` is in the set.
    public boolean contains(int slot) {
        return (bits & bit(slot)) != 0;
    }

    /// The slots, ascending.
    public IntStream slots() {
        return IntStream.rangeClosed(1, ReplicaId.SLOTS_MAX).filter(this::contains);
    }

    /// The slots' names, ascending: `R1,R3`.
    @Override
    public String toString() {
        return slots().mapToObj(slot -> NodeId.replica(slot).toString())
                .collect(Collectors.joining(","));
    }
}
