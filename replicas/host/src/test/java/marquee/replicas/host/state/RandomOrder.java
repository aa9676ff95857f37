package marquee.replicas.host.state;

import java.util.Arrays;
import marquee.protocol.Chance;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.MembershipChange;
import marquee.protocol.wire.Bytes;
import marquee.replicas.host.Orders;

/// A random stream of entries with few ids, few registers and a clock that often stands still, so
/// that repeats, reused keys and evictions are frequent.
public final class RandomOrder {
    public static final StateLimits LIMITS =
            Exports.limits(new KeyLimits(3, 8, 20, 50, 4, 2), StateLimits.STATE_MAX);

    private final Chance chance;
    private final int registers;
    private final int keys;
    private long number;
    private long millis = 1;

    public RandomOrder(long seed) {
        this(seed, 32, 12);
    }

    /// Makes a stream with so many registers, and so many keys of each client.
    public RandomOrder(long seed, int registers, int keys) {
        this.chance = new Chance(seed);
        this.registers = registers;
        this.keys = keys;
    }

    public Entry next() {
        millis += chance.below(4) == 0 ? chance.below(30) : 0;
        return chance.below(10) == 0 ? Orders.mark(++number, millis) : request();
    }

    private Entry request() {
        boolean own = chance.below(3) == 0;
        var client = (own ? "#frontend-" : "client-") + chance.below(own ? 4 : 9);
        var operation = Registers.set(chance.below(registers), chance.below(3));
        var id = Orders.id(client, 1 + chance.below(keys));
        return Orders.request(
                ++number, millis, id, chance.below(20) == 0 ? noise(operation) : operation);
    }

    private Bytes noise(Bytes operation) {
        return Bytes.wrap(Arrays.copyOf(operation.array(), chance.below(5)));
    }

    /// Executes `entry` on `state`.
    public static void execute(ReplicatedState state, Entry entry) {
        switch (entry.content()) {
            case Entry.Request request -> state.execute(entry, request);
            case Entry.Mark _ -> state.mark(entry);
            case MembershipChange _ -> state.pass(entry);
        }
    }
}
