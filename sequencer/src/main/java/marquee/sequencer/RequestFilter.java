package marquee.sequencer;

import java.util.LinkedHashMap;
import java.util.zip.CRC32C;
import marquee.protocol.Peer;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;
import marquee.protocol.replication.RequestId;
import marquee.protocol.wire.Bytes;

/// Recognises requests that were ordered for the same life of a front end not long ago. Only a
/// filter: what it has forgotten is ordered again, and the replicas' own table, which is part of
/// their state, answers it (rules P2, P5).
final class RequestFilter {
    /// What [#find] gives for a request that is not known.
    static final long UNKNOWN = 0;

    private static final int HALF = 32;

    private final LinkedHashMap<Key, Place> places = new LinkedHashMap<>();
    private final int max;

    private record Key(RequestId id, Peer frontEnd) {}

    private record Place(long number, long millis, long operation) {}

    RequestFilter(int max) {
        this.max = max;
    }

    /// The place that `asked` was given at the time `since` of the order or later, or [#UNKNOWN].
    /// The replicas have the last word on one id with two operations (rule P4), so that is a
    /// request of its own here.
    long find(ToSequencer.Request asked, Peer frontEnd, long since) {
        var place = places.get(new Key(asked.id(), frontEnd));
        if (place == null || place.millis() < since) {
            return UNKNOWN;
        }
        return place.operation() == digest(asked.operation()) ? place.number() : UNKNOWN;
    }

    /// The request has the place `number`, of the time `millis`. At the limit the oldest one is
    /// forgotten.
    void add(Entry.Request request, long number, long millis) {
        var place = new Place(number, millis, digest(request.operation()));
        places.putLast(new Key(request.id(), request.replyTo()), place);
        if (places.size() > max) {
            places.pollFirstEntry();
        }
    }

    /// Two unlike hashes of 32 bits, both fast in this machine: enough to notice a mistake.
    private static long digest(Bytes operation) {
        var crc = new CRC32C();
        crc.update(operation.array(), 0, operation.length());
        return (crc.getValue() << HALF) | Integer.toUnsignedLong(operation.hashCode());
    }
}
