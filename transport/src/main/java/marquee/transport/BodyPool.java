package marquee.transport;

import java.util.ArrayDeque;

/// Bodies that nobody holds, kept for the next datagram, so that a steady stream makes no garbage.
final class BodyPool {
    /// The most bytes that are kept.
    private static final int KEPT_BYTES_MAX = 2 * 1024 * 1024;

    private final int datagramBytes;
    private final int keptMax;
    private final ArrayDeque<Body> free = new ArrayDeque<>();

    BodyPool(int datagramBytes) {
        this.datagramBytes = datagramBytes;
        this.keptMax = KEPT_BYTES_MAX / datagramBytes;
    }

    /// An empty body that nobody holds.
    Body take() {
        var body = free.pollLast();
        return body == null ? new Body(datagramBytes) : body;
    }

    /// Takes back one hold on `body`.
    void release(Body body) {
        body.holders--;
        if (body.holders <= 0 && free.size() < keptMax) {
            body.clear();
            free.addLast(body);
        }
    }
}
