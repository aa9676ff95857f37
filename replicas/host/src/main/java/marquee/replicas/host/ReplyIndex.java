package marquee.replicas.host;

import org.jspecify.annotations.Nullable;

/// The replies by the ids of their requests: a hash table through the replies themselves. It is
/// sparse, and hashes are taken as they are: a front end's own keys are consecutive numbers, so
/// their slots lie side by side, while a reply in the same slot lies anywhere in memory.
final class ReplyIndex {
    private static final int FIRST_SLOTS = 256;

    /// At least so many slots there are for each reply.
    private static final int SPARSE = 4;

    private @Nullable KeptReply[] slots = new KeptReply[FIRST_SLOTS];
    private int size;

    /// The reply with that `hash` and the key from [KeptReply#KEY] up to `end`.
    @Nullable KeptReply find(int hash, byte[] key, int end) {
        var reply = slots[slot(hash)];
        while (reply != null && (reply.hash != hash || !reply.hasKey(key, end))) {
            reply = reply.next;
        }
        return reply;
    }

    /// Adds `reply`.
    ///
    /// @return false, and nothing changed, if there is one with its key
    boolean add(KeptReply reply) {
        int slot = slot(reply.hash);
        for (var other = slots[slot]; other != null; other = other.next) {
            if (other.hash == reply.hash && other.hasKeyOf(reply)) {
                return false;
            }
        }
        reply.next = slots[slot];
        slots[slot] = reply;
        size++;
        if (size * SPARSE > slots.length) {
            grow();
        }
        return true;
    }

    /// Takes `reply`, which is there, out.
    void remove(KeptReply reply) {
        int slot = slot(reply.hash);
        var before = slots[slot];
        if (before == reply) {
            slots[slot] = reply.next;
        } else {
            while (before != null && before.next != reply) {
                before = before.next;
            }
            if (before != null) {
                before.next = reply.next;
            }
        }
        reply.next = null;
        size--;
    }

    private void grow() {
        var old = slots;
        slots = new KeptReply[2 * old.length];
        for (var first : old) {
            var reply = first;
            while (reply != null) {
                var next = reply.next;
                int slot = slot(reply.hash);
                reply.next = slots[slot];
                slots[slot] = reply;
                reply = next;
            }
        }
    }

    private int slot(int hash) {
        return (hash ^ (hash >>> Short.SIZE)) & (slots.length - 1);
    }
}
