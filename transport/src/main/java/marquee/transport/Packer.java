package marquee.transport;

import com.google.common.collect.ImmutableList;
import java.util.List;
import marquee.protocol.NodeId;
import org.jspecify.annotations.Nullable;

/// Packs encoded messages into bodies. Messages to one peer fill a body of that link; multicasts to
/// the same peers fill one body that all their links hold, as long as nothing else has been queued
/// behind it on any of them. So each link keeps the order of its messages, and in the common case a
/// multicast is copied and summed once.
final class Packer {
    private final LinkLimits limits;
    private final BodyPool pool;
    private @Nullable Body shared;
    private ImmutableList<NodeId> sharedBy = ImmutableList.of();
    private int nextMessage;

    Packer(LinkLimits limits, BodyPool pool) {
        this.limits = limits;
        this.pool = pool;
    }

    /// Queues the first `length` bytes of `message` on those of `links` that are connected; `to`
    /// names them all.
    void pack(ImmutableList<NodeId> to, List<Link> links, byte[] message, int length) {
        int whole = length + Body.WHOLE_OVERHEAD;
        if (whole <= limits.sizes().datagramBytes() - Header.SIZE) {
            var body = bodyFor(to, links, whole);
            if (body != null) {
                body.addWhole(message, length);
            }
            return;
        }
        int id = nextMessage++;
        int chunk = limits.fragmentBytes();
        int count = (length + chunk - 1) / chunk;
        for (int index = 0; index < count; index++) {
            int from = index * chunk;
            int size = Math.min(chunk, length - from);
            var body = bodyFor(to, links, size + Body.FRAGMENT_OVERHEAD);
            if (body != null) {
                body.addFragment(new Body.Fragment(id, index, count), message, from, size);
            }
        }
    }

    /// A body with room for `bytes` that is the last one queued on every connected link; null if
    /// none is connected.
    private @Nullable Body bodyFor(ImmutableList<NodeId> to, List<Link> links, int bytes) {
        return links.size() == 1 ? ownBody(links.getFirst(), bytes) : sharedBody(to, links, bytes);
    }

    private @Nullable Body ownBody(Link link, int bytes) {
        if (!link.isConnected()) {
            return null;
        }
        var tail = link.tail();
        if (tail != null && !tail.shared) {
            if (tail.fits(bytes)) {
                return tail;
            }
            tail.close();
        }
        var body = pool.take();
        return link.offer(body) ? body : null;
    }

    private @Nullable Body sharedBody(ImmutableList<NodeId> to, List<Link> links, int bytes) {
        var last = shared;
        if (last != null && to.equals(sharedBy) && endsAll(links, last)) {
            if (last.fits(bytes)) {
                return last;
            }
            last.close();
        }
        var body = pool.take();
        body.shared = true;
        for (int i = 0; i < links.size(); i++) {
            if (links.get(i).isConnected()) {
                links.get(i).offer(body);
            }
        }
        shared = body.holders > 0 ? body : null;
        sharedBy = to;
        return shared;
    }

    private static boolean endsAll(List<Link> links, Body body) {
        boolean held = false;
        for (int i = 0; i < links.size(); i++) {
            var link = links.get(i);
            if (link.isConnected()) {
                if (link.tail() != body) {
                    return false;
                }
                held = true;
            }
        }
        return held;
    }
}
