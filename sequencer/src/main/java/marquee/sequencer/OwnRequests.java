package marquee.sequencer;

import com.google.common.math.IntMath;
import java.util.ArrayList;
import java.util.List;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.RequestId;

/// Recognises repeated requests of front ends' own sessions. A front end counts its requests, and
/// gives no number to two of them, so the last bits of the number are the cell to look in: the
/// request's neighbours lie beside it, and the one that was there before is forgotten by writing
/// over it. It is never one that still waits: a front end passes over numbers whose last bits are
/// those of a request that has no answer, and has fewer of these bits than there are here.
///
/// Of each front end there is one session, that of its newest life; earlier ones speak no more.
final class OwnRequests {
    /// As many as there can be front ends; beyond it the one that was silent longest is forgotten.
    static final int SESSIONS_MAX = 16;

    private static final int FIRST_PLACES = 64;

    /// The cells of one place.
    private static final int NUMBER = 0;

    private static final int ORDERED = 1;
    private static final int MILLIS = 2;
    private static final int CELLS = 3;

    private final int placesMax;

    /// The one used last comes first.
    private final List<Session> sessions = new ArrayList<>();

    OwnRequests(int max) {
        this.placesMax = IntMath.ceilingPowerOfTwo(max);
    }

    /// The request `id`, which came from `frontEnd`.
    KnownRequests.Recognised recognise(RequestId id, Peer frontEnd) {
        return new OwnRequest(session(id.client(), frontEnd), id.number());
    }

    private record OwnRequest(Session session, long number) implements KnownRequests.Recognised {
        @Override
        public long find(long since) {
            return session.find(number, since);
        }

        @Override
        public void add(long ordered, long millis) {
            session.add(number, ordered, millis);
        }
    }

    private Session session(String name, Peer frontEnd) {
        for (int i = 0; i < sessions.size(); i++) {
            var session = sessions.get(i);
            if (session.is(name, frontEnd)) {
                if (i > 0) {
                    sessions.remove(i);
                    sessions.addFirst(session);
                }
                return session;
            }
        }
        sessions.removeIf(earlier -> earlier.isOf(frontEnd.id()));
        if (sessions.size() == SESSIONS_MAX) {
            sessions.removeLast();
        }
        var session = new Session(name, frontEnd, Math.min(FIRST_PLACES, placesMax), placesMax);
        sessions.addFirst(session);
        return session;
    }

    /// The newest requests of one life of a front end. It grows to the most when there are more
    /// than there is room for.
    private static final class Session {
        private final String name;
        private final Peer frontEnd;
        private final int placesMax;
        private long[] cells;

        Session(String name, Peer frontEnd, int places, int placesMax) {
            this.name = name;
            this.frontEnd = frontEnd;
            this.placesMax = placesMax;
            this.cells = new long[places * CELLS];
        }

        boolean is(String otherName, Peer otherFrontEnd) {
            return name.equals(otherName) && frontEnd.equals(otherFrontEnd);
        }

        boolean isOf(NodeId node) {
            return frontEnd.id().equals(node);
        }

        long find(long number, long since) {
            int at = place(number);
            return cells[at + NUMBER] == number && cells[at + MILLIS] >= since
                    ? cells[at + ORDERED]
                    : KnownRequests.UNKNOWN;
        }

        void add(long number, long ordered, long millis) {
            long before = cells[place(number) + NUMBER];
            if (before != 0 && before != number && places() < placesMax) {
                grow();
            }
            set(number, ordered, millis);
        }

        private void grow() {
            var old = cells;
            cells = new long[placesMax * CELLS];
            for (int at = 0; at < old.length; at += CELLS) {
                if (old[at + NUMBER] != 0) {
                    set(old[at + NUMBER], old[at + ORDERED], old[at + MILLIS]);
                }
            }
        }

        private void set(long number, long ordered, long millis) {
            int at = place(number);
            cells[at + NUMBER] = number;
            cells[at + ORDERED] = ordered;
            cells[at + MILLIS] = millis;
        }

        private int places() {
            return cells.length / CELLS;
        }

        private int place(long number) {
            return ((int) number & (places() - 1)) * CELLS;
        }
    }
}
