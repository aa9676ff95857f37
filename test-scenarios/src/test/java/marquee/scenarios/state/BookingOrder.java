package marquee.scenarios.state;

import java.time.LocalDate;
import marquee.applications.booking.model.OperationGenerator;
import marquee.protocol.Chance;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.RequestId;
import marquee.protocol.replication.Stamp;

/// An order of random booking operations, with marks, keyed and other requests, repeats among them,
/// and business dates that move on. The seed decides all of it.
final class BookingOrder {
    private static final Peer FRONT_END = new Peer(NodeId.frontEnd(1), 0, 1);

    private final Chance chance;
    private final OperationGenerator operations;
    private LocalDate today = LocalDate.of(2023, 12, 20);
    private long number;
    private long millis;

    BookingOrder(long seed) {
        this.chance = new Chance(seed);
        this.operations = new OperationGenerator(chance.split());
    }

    Entry next() {
        number++;
        millis += chance.below(30);
        today = chance.happens(10) ? today.plusDays(1) : today;
        var stamp = new Stamp(millis, Math.toIntExact(today.toEpochDay()));
        return new Entry(number, stamp, chance.happens(10) ? new Entry.Mark(null) : request());
    }

    private Entry.Request request() {
        long key = chance.happens(50) ? Math.max(1, number - chance.below(400)) : number;
        var id =
                chance.happens(500)
                        ? RequestId.own("#frontend-1/1", key)
                        : RequestId.named("ATWC111" + chance.below(10), Long.toString(key));
        return new Entry.Request(id, operations.next(today), FRONT_END);
    }
}
