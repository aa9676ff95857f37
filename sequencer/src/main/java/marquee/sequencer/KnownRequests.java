package marquee.sequencer;

import marquee.protocol.Peer;
import marquee.protocol.replication.RequestId;
import marquee.protocol.wire.Bytes;

/// The requests that were ordered not long ago, so that a repeat of one gets the place of the first
/// time. What is forgotten here is ordered again, and the replicas' own table, which is part of
/// their state, answers it (docs/protocol.md, rules P2 and P5).
final class KnownRequests {
    /// The place of a request that is not known.
    static final long UNKNOWN = 0;

    private final OwnRequests own;
    private final RequestFilter keyed;

    /// One request as it is recognised here. Good until the next one is asked for.
    interface Recognised {
        /// The place that it was given at the time `since` of the order or later, or [#UNKNOWN].
        long find(long since);

        /// It has the place `number`, of the time `millis`.
        void add(long number, long millis);
    }

    /// Knows the newest `max` requests of each front end's own session, and as many of clients.
    KnownRequests(int max) {
        this.own = new OwnRequests(max);
        this.keyed = new RequestFilter(max);
    }

    /// The request `id` for `operation`, which came from `frontEnd`.
    Recognised recognise(RequestId id, Bytes operation, Peer frontEnd) {
        return id.isOwnSession()
                ? own.recognise(id, frontEnd)
                : keyed.fingerprint(id, operation, frontEnd);
    }
}
