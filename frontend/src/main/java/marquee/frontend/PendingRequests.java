package marquee.frontend;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import marquee.protocol.replication.RequestId;
import org.jspecify.annotations.Nullable;

/// The requests without an answer, bounded by the number of calls that wait for them (rule P47). A
/// ticket is the request's place in an open array plus a multiple of the array's length that grows,
/// so that it is found without a search and is never used twice.
final class PendingRequests {
    private final @Nullable PendingRequest[] places;
    private final int[] free;
    private final Map<RequestId, PendingRequest> byId = new HashMap<>();
    private int freeCount;
    private int calls;
    private long taken;

    PendingRequests(int max) {
        places = new @Nullable PendingRequest[max];
        free = new int[max];
        for (int i = 0; i < max; i++) {
            free[i] = max - 1 - i;
        }
        freeCount = max;
    }

    /// Whether no further call can wait.
    boolean isFull() {
        return calls == places.length;
    }

    boolean isEmpty() {
        return calls == 0;
    }

    /// How many calls wait.
    int calls() {
        return calls;
    }

    /// Adds a request that is not [#isFull] and not there under its id.
    PendingRequest add(RequestId id, FrontEndEvent.Called called, PendingRequest.Since since) {
        int place = free[--freeCount];
        var request = new PendingRequest(taken++ * places.length + place, id, called, since);
        places[place] = request;
        byId.put(id, request);
        calls++;
        return request;
    }

    /// Lets a further call wait for `request`.
    void join(PendingRequest request, long call) {
        request.join(call);
        calls++;
    }

    void remove(PendingRequest request) {
        int place = (int) (request.ticket % places.length);
        places[place] = null;
        free[freeCount++] = place;
        byId.remove(request.id);
        calls -= request.calls().length;
    }

    /// The request with `ticket`, or null once it has its answer.
    @Nullable PendingRequest byTicket(long ticket) {
        var request = ticket < 0 ? null : places[(int) (ticket % places.length)];
        return request != null && request.ticket == ticket ? request : null;
    }

    @Nullable PendingRequest byId(RequestId id) {
        return byId.get(id);
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
