package marquee.frontend;

import com.google.common.math.IntMath;
import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import marquee.protocol.replication.RequestId;
import org.jspecify.annotations.Nullable;

/// The requests without an answer, bounded by the number of calls that wait for them (rule P47). A
/// ticket is the request's place in an open array plus a multiple of the array's length that grows,
/// so that it is found without a search and is never used twice. So is a request of the front end's
/// own session by its number, whose last bits are those of no other request that waits.
final class PendingRequests {
    private final int max;
    private final @Nullable PendingRequest[] places;
    private final int[] free;
    private final Map<RequestId, PendingRequest> named = new HashMap<>();
    private final @Nullable PendingRequest[] own;
    private int freeCount;
    private int calls;
    private long taken;
    private long ownNumber;

    PendingRequests(int max) {
        this.max = max;
        places = new @Nullable PendingRequest[IntMath.ceilingPowerOfTwo(max)];
        own = new @Nullable PendingRequest[2 * IntMath.ceilingPowerOfTwo(max)];
        free = new int[max];
        for (int i = 0; i < max; i++) {
            free[i] = max - 1 - i;
        }
        freeCount = max;
    }

    /// Whether no further call can wait.
    boolean isFull() {
        return calls == max;
    }

    boolean isEmpty() {
        return calls == 0;
    }

    /// How many calls wait.
    int calls() {
        return calls;
    }

    /// The number of the front end's next own request. None is passed whose cell is taken, so that
    /// the sequencer, which looks by the last bits as well, forgets no request that waits.
    long nextOwn() {
        do {
            ownNumber++;
        } while (own[cell(ownNumber)] != null);
        return ownNumber;
    }

    /// Adds a request that is not [#isFull] and not there under its id.
    PendingRequest add(RequestId id, FrontEndEvent.Called called, PendingRequest.Since since) {
        int place = free[--freeCount];
        var request = new PendingRequest(taken++ * places.length + place, id, called, since);
        places[place] = request;
        if (id.isOwnSession()) {
            own[cell(id.number())] = request;
        } else {
            named.put(id, request);
        }
        calls++;
        return request;
    }

    /// Lets a further call wait for `request`.
    void join(PendingRequest request, long call) {
        request.join(call);
        calls++;
    }

    void remove(PendingRequest request) {
        int place = place(request.ticket);
        places[place] = null;
        free[freeCount++] = place;
        if (request.id.isOwnSession()) {
            own[cell(request.id.number())] = null;
        } else {
            named.remove(request.id);
        }
        calls -= request.calls().length;
    }

    /// The request with `ticket`, or null once it has its answer.
    @Nullable PendingRequest byTicket(long ticket) {
        var request = places[place(ticket)];
        return request != null && request.ticket == ticket ? request : null;
    }

    @Nullable PendingRequest byId(RequestId id) {
        if (!id.isOwnSession()) {
            return named.get(id);
        }
        var request = own[cell(id.number())];
        return request != null && request.id.equals(id) ? request : null;
    }

    private int place(long ticket) {
        return (int) ticket & (places.length - 1);
    }

    /// Where the own request `number` is, if it waits.
    private int cell(long number) {
        return (int) number & (own.length - 1);
    }

    /// Shows each request to `visitor`, which may remove it.
    void forEach(Consumer<PendingRequest> visitor) {
        for (var request : places) {
            if (request != null) {
                visitor.accept(request);
            }
        }
    }
}
