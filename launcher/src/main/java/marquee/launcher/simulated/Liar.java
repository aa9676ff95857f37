package marquee.launcher.simulated;

import marquee.protocol.Chance;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.RequestId;
import marquee.protocol.wire.Bytes;
import marquee.replicas.host.ReplyPath;
import org.jspecify.annotations.Nullable;

/// Lies about what a replica has executed correctly.
final class Liar implements ReplyPath {
    private static final int RANDOM_BYTES_MAX = 40;
    private static final int TRUE_ONE_IN = 3;

    private final Lie lie;
    private final Chance chance;
    private @Nullable Outcome previous;
    private long replies;

    Liar(Lie lie, Chance chance) {
        this.lie = lie;
        this.chance = chance;
    }

    @Override
    public void received(Entry entry, Sender sender) {
        if (lie == Lie.EARLY && entry.content() instanceof Entry.Request request) {
            var to = request.replyTo().id();
            sender.send(to, random(entry.number(), request.id()));
            sender.send(to, random(entry.number() + 1, next(request.id())));
        }
    }

    @Override
    public void reply(NodeId to, Outcome right, Sender sender) {
        replies++;
        var wrong = random(right.number(), right.id());
        switch (lie) {
            case RANDOM -> sender.send(to, wrong);
            case EARLY -> sender.send(to, right);
            case DOUBLED -> {
                sender.send(to, wrong);
                sender.send(to, wrong);
                sender.send(to, right);
            }
            case WRONG_NUMBER -> sender.send(to, elsewhere(right));
            case PREVIOUS -> sender.send(to, previous == null ? wrong : of(previous, right));
            case NOW_AND_THEN -> sender.send(to, replies % TRUE_ONE_IN == 0 ? right : wrong);
        }
        previous = right;
    }

    private Outcome elsewhere(Outcome right) {
        long number = Math.max(1, right.number() + 1 - 2L * chance.below(2));
        return new Outcome(number, number, right.id(), right.verdict(), right.result());
    }

    private static Outcome of(Outcome previous, Outcome right) {
        long number = right.number();
        return new Outcome(number, number, right.id(), previous.verdict(), previous.result());
    }

    private Outcome random(long number, RequestId id) {
        var bytes = new byte[1 + chance.below(RANDOM_BYTES_MAX)];
        for (int i = 0; i < bytes.length; i++) {
            bytes[i] = (byte) chance.next();
        }
        return new Outcome(number, number, id, Outcome.Verdict.EXECUTED, Bytes.wrap(bytes));
    }

    /// The id that a front end's own session will probably give next.
    private static RequestId next(RequestId id) {
        return id.isOwnSession() && id.key().matches("[0-9]{1,9}")
                ? new RequestId(id.client(), Integer.toString(Integer.parseInt(id.key()) + 1))
                : id;
    }
}
