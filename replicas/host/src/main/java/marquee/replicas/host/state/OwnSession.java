package marquee.replicas.host.state;

import com.google.common.base.Preconditions;
import marquee.protocol.replication.RequestId;
import org.jspecify.annotations.Nullable;

/// The replies of one front end's own session. Its requests have consecutive numbers, so the last
/// bits tell them apart: each has a cell to itself beside those of its neighbours, and a new one is
/// known to be new by one look at memory that was just used. Numbers far apart share cells, and are
/// found all the same. Cells and order are links in the replies, so that a request makes no object
/// here.
final class OwnSession implements Session {
    private static final int FIRST_CELLS = 64;

    private final String client;
    private @Nullable KeptReply[] cells = new @Nullable KeptReply[FIRST_CELLS];
    private @Nullable KeptReply oldest;
    private @Nullable KeptReply newest;
    private int size;

    OwnSession(String client) {
        this.client = client;
    }

    @Override
    public String client() {
        return client;
    }

    @Override
    public @Nullable KeptReply find(RequestId id) {
        long number = id.number();
        var reply = cells[cell(number)];
        while (reply != null && reply.number != number) {
            reply = reply.cellmate;
        }
        return reply;
    }

    @Override
    public KeptReply oldest() {
        Preconditions.checkState(oldest != null, "no reply of %s", client);
        return oldest;
    }

    @Override
    public int size() {
        return size;
    }

    @Override
    public void add(KeptReply reply) {
        if (2 * size == cells.length) {
            grow();
        }
        place(reply);
        reply.olderOfSession = newest;
        if (newest == null) {
            oldest = reply;
        } else {
            newest.newerOfSession = reply;
        }
        newest = reply;
        size++;
    }

    @Override
    public void remove(KeptReply reply) {
        displace(reply);
        var before = reply.olderOfSession;
        var after = reply.newerOfSession;
        if (before == null) {
            oldest = after;
        } else {
            before.newerOfSession = after;
        }
        if (after == null) {
            newest = before;
        } else {
            after.olderOfSession = before;
        }
        reply.olderOfSession = null;
        reply.newerOfSession = null;
        size--;
    }

    private void grow() {
        cells = new @Nullable KeptReply[2 * cells.length];
        for (var reply = oldest; reply != null; reply = reply.newerOfSession) {
            place(reply);
        }
    }

    private void place(KeptReply reply) {
        int cell = cell(reply.number);
        reply.cellmate = cells[cell];
        cells[cell] = reply;
    }

    private void displace(KeptReply reply) {
        int cell = cell(reply.number);
        var mate = cells[cell];
        if (mate == reply) {
            cells[cell] = reply.cellmate;
        }
        while (mate != null && mate != reply) {
            if (mate.cellmate == reply) {
                mate.cellmate = reply.cellmate;
            }
            mate = mate.cellmate;
        }
        reply.cellmate = null;
    }

    private int cell(long number) {
        return (int) number & (cells.length - 1);
    }
}
