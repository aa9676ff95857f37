package marquee.replicas.host;

import marquee.protocol.Chance;
import marquee.protocol.replication.Entry;
import marquee.protocol.wire.Bytes;

/// A random stream of entries with few ids, few registers and a clock that often stands still, so
/// that repeats, reused keys and evictions are frequent.
final class RandomOrder {
    static final ReplicaLimits LIMITS =
            new ReplicaLimits(64, 64, 16, 16, 7, new KeyLimits(3, 8, 20, 50, 4, 2));

    private final Chance chance;
    private long number;
    private long millis = 1;

    RandomOrder(long seed) {
        this.chance = new Chance(seed);
    }

    Entry next() {
        millis += chance.below(4) == 0 ? chance.below(30) : 0;
        return chance.below(10) == 0 ? Orders.mark(++number, millis) : request();
    }

    private Entry request() {
        boolean own = chance.below(3) == 0;
        var client = (own ? "#frontend-" : "client-") + chance.below(own ? 4 : 9);
        var operation = Registers.set(chance.below(32), chance.below(3));
        int length = chance.below(20) == 0 ? chance.below(5) : 2;
        var cut = new byte[length];
        System.arraycopy(operation.array(), 0, cut, 0, Math.min(2, length));
        return Orders.request(
                ++number, millis, Orders.id(client, chance.below(12)), Bytes.wrap(cut));
    }

    /// Executes `entry` on `state`.
    static void execute(ReplicatedState state, Entry entry) {
        switch (entry.content()) {
            case Entry.Request request ->
                    state.execute(entry, request, state.operation(request.operation()));
            case Entry.Mark() -> state.mark(entry);
        }
    }
}
