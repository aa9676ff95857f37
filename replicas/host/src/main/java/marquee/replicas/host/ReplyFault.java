package marquee.replicas.host;

import com.google.common.base.Preconditions;
import com.google.common.primitives.Longs;
import marquee.protocol.Chance;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Outcome;
import marquee.protocol.wire.Bytes;

/// The fault `wrong-reply` of docs/operations.md: replies with random results. Never one that could
/// be right by chance, since a wrong result has eight random bytes at least.
public final class ReplyFault implements ReplyPath {
    private final int count;
    private final int cycle;
    private final Chance chance;
    private long replies;

    /// Makes a fault in which of every `cycle` replies the first `count` are wrong; where `cycle`
    /// is 0, the first `count` of all and then no more.
    public ReplyFault(int count, int cycle, Chance chance) {
        Preconditions.checkArgument(
                count >= 0 && (cycle == 0 || count <= cycle), "%s of %s", count, cycle);
        this.count = count;
        this.cycle = cycle;
        this.chance = chance;
    }

    @Override
    public void reply(NodeId to, Outcome outcome, Sender sender) {
        long place = cycle == 0 ? replies : replies % cycle;
        replies++;
        sender.send(to, place < count ? lie(outcome) : outcome);
    }

    private Outcome lie(Outcome outcome) {
        var result = new byte[Math.max(Long.BYTES, outcome.result().length())];
        for (int i = 0; i < result.length; i += Long.BYTES) {
            int count = Math.min(Long.BYTES, result.length - i);
            System.arraycopy(Longs.toByteArray(chance.next()), 0, result, i, count);
        }
        return new Outcome(
                outcome.number(),
                outcome.firstNumber(),
                outcome.id(),
                outcome.verdict(),
                Bytes.wrap(result));
    }
}
