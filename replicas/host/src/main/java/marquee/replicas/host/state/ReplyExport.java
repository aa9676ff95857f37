package marquee.replicas.host.state;

import java.util.TreeMap;

/// Reads one list of the reply table as it was after one entry, a part at a time: what the list
/// still holds, and between that what has left it since.
final class ReplyExport {
    private final Recency list;
    private final long number;
    private final ReplyCursor cursor = new ReplyCursor();

    /// What has left the list and had not been passed, by the numbers that order it.
    private final TreeMap<Long, KeptReply> left = new TreeMap<>();

    private long leftBytes;

    /// Makes an export of `list` as it stands after the entry `number`, which is now.
    ReplyExport(Recency list, long number) {
        this.list = list;
        this.number = number;
    }

    /// `reply` is about to leave the list.
    void dropped(KeptReply reply) {
        if (wasThere(reply) && !cursor.hasPassed(reply)) {
            left.put(reply.lastNumber, reply);
            leftBytes += bytes(reply);
        }
        cursor.leave(reply);
    }

    /// Writes further replies until `writer` is full or `most` have been read.
    ///
    /// @return how many more could have been read
    int write(SnapshotWriter writer, int most) {
        int budget = most;
        while (budget > 0 && !writer.isFull()) {
            var next = cursor.next(list);
            boolean stillThere = next != null && wasThere(next);
            if (next != null && stillThere && isBeforeAllThatLeft(next)) {
                writer.reply(next);
                cursor.pass(next);
            } else if (!left.isEmpty()) {
                var first = left.pollFirstEntry();
                leftBytes -= bytes(first.getValue());
                writer.reply(first.getValue());
                cursor.pass(first.getKey());
            } else {
                cursor.passAll();
                break;
            }
            budget--;
        }
        return budget;
    }

    /// How many replies it keeps.
    int kept() {
        return left.size();
    }

    /// How many bytes these take.
    long keptBytes() {
        return leftBytes;
    }

    /// Keeps none any more.
    void forget() {
        left.clear();
        leftBytes = 0;
    }

    private static int bytes(KeptReply reply) {
        return ExportLimits.RECORD_BYTES + reply.length();
    }

    private boolean wasThere(KeptReply reply) {
        return reply.lastNumber <= number;
    }

    private boolean isBeforeAllThatLeft(KeptReply reply) {
        return left.isEmpty() || reply.lastNumber < left.firstKey();
    }
}
