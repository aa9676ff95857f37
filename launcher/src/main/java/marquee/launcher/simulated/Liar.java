package marquee.launcher.simulated;

import java.util.HashMap;
import java.util.Map;
import java.util.function.Consumer;
import marquee.protocol.Chance;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Chunk;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.MarkDigest;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.Progress;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.Subscribe;
import marquee.protocol.replication.RequestId;
import marquee.protocol.replication.SlotReport.Biography;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// What a replica says of what it has executed correctly: the truth, until it is told to lie.
final class Liar {
    private static final int RANDOM_BYTES_MAX = 40;
    private static final int TRUE_ONE_IN = 3;
    private static final int BEYOND_SPAN = 1_000;
    private static final int FLOOD = 5;

    private final Chance chance;
    private @Nullable Lie lie;
    private @Nullable Outcome previous;
    private String script = "";
    private final Map<Long, Integer> places = new HashMap<>();
    private long replies;
    private long newest;

    /// Sends outcomes in the name of the replica.
    interface Sender {
        /// Sends `outcome` to `to`.
        void send(NodeId to, Outcome outcome);
    }

    Liar(Chance chance) {
        this.chance = chance;
    }

    /// Answers the first requests as `letters` say, and those after them right: `w` for a wrong
    /// answer, `s` for none, however often it is asked for, `r` for the right one.
    void follow(String letters) {
        script = letters;
    }

    /// Lies like this from now on.
    void begin(Lie how) {
        lie = how;
    }

    /// Whether its lies are plain ([Lie#isPlain]).
    boolean isPlain() {
        return lie != null && lie.isPlain();
    }

    /// The replica is sent `entry`, which it has not executed yet.
    void received(Entry entry, Sender sender) {
        if (lie == Lie.EARLY && entry.content() instanceof Entry.Request request) {
            var to = request.replyTo().id();
            sender.send(to, random(entry.number(), request.id()));
            sender.send(to, random(entry.number() + 1, next(request.id())));
        }
    }

    /// The replica has the outcome `right` for `to`, for the first time or once more.
    void reply(NodeId to, Outcome right, Sender sender) {
        var how = lie;
        boolean again = right.number() <= newest;
        newest = Math.max(newest, right.number());
        if (how == null) {
            follow(to, right, sender);
        } else {
            replies++;
            reply(how, again, right, sender, to);
        }
        previous = right;
    }

    private void follow(NodeId to, Outcome right, Sender sender) {
        int place = places.computeIfAbsent(right.number(), number -> places.size());
        switch (place < script.length() ? script.charAt(place) : 'r') {
            case 'w' -> sender.send(to, random(right.number(), right.id()));
            case 's' -> {}
            default -> sender.send(to, right);
        }
    }

    private void reply(Lie how, boolean again, Outcome right, Sender sender, NodeId to) {
        var wrong = random(right.number(), right.id());
        switch (how) {
            case RANDOM -> sender.send(to, wrong);
            case ONE_BIT -> sender.send(to, with(right, otherwise(right.result())));
            case DOUBLED -> {
                sender.send(to, wrong);
                sender.send(to, wrong);
                sender.send(to, right);
            }
            case WRONG_NUMBER -> sender.send(to, elsewhere(right));
            case WRONG_ID -> sender.send(to, renamed(right));
            case PREVIOUS -> sender.send(to, previous == null ? wrong : of(previous, right));
            case NOW_AND_THEN -> sender.send(to, replies % TRUE_ONE_IN == 0 ? right : wrong);
            case TWO_FACED -> sender.send(to, to.index() == 1 ? right : wrong);
            case WRONG_AND_SILENT -> {
                if (right.number() % 2 == 0) {
                    sender.send(to, wrong);
                }
            }
            case ONLY_WHEN_ASKED -> {
                if (again) {
                    sender.send(to, right);
                }
            }
            case EARLY, ACKS_BEYOND_HEAD, SUBSCRIPTION_FLOOD, WRONG_DIGESTS, ROTTEN_CHUNKS ->
                    sender.send(to, right);
        }
    }

    /// Says what the replica wants to say that is no outcome.
    void say(Effect.Send said, Consumer<? super Effect> effects) {
        var to = said.to();
        switch (said.message()) {
            case Progress(var from, long executed) when lie == Lie.ACKS_BEYOND_HEAD ->
                    effects.accept(new Effect.Send(to, new Progress(from, beyond(executed))));
            case Progress(var from, long executed) when lie == Lie.SUBSCRIPTION_FLOOD -> {
                for (int i = 0; i < FLOOD; i++) {
                    long place = chance.below((int) Math.min(executed, Integer.MAX_VALUE - 1) + 1);
                    var biography = new Biography("", "", 0);
                    effects.accept(new Effect.Send(to, new Subscribe(from, place, biography)));
                }
            }
            case MarkDigest(var from, long number, var digest) when lie == Lie.WRONG_DIGESTS -> {
                var other = new Digest(digest.high(), ~digest.low());
                effects.accept(new Effect.Send(to, new MarkDigest(from, number, other)));
            }
            case Chunk(var from, long number, int place, var chunk) when lie == Lie.ROTTEN_CHUNKS ->
                    effects.accept(
                            new Effect.Send(to, new Chunk(from, number, place, otherwise(chunk))));
            default -> effects.accept(said);
        }
    }

    private long beyond(long executed) {
        return executed + 1 + chance.below(BEYOND_SPAN);
    }

    private Outcome elsewhere(Outcome right) {
        long number = Math.max(1, right.number() + 1 - 2L * chance.below(2));
        return new Outcome(number, number, right.id(), right.verdict(), right.result());
    }

    private static Outcome renamed(Outcome right) {
        var own = right.id();
        var id =
                own.isOwnSession()
                        ? RequestId.own(own.client(), 10 * own.number())
                        : RequestId.named(own.client(), own.key() + "0");
        return new Outcome(
                right.number(), right.firstNumber(), id, right.verdict(), right.result());
    }

    private static Outcome of(Outcome previous, Outcome right) {
        long number = right.number();
        return new Outcome(number, number, right.id(), previous.verdict(), previous.result());
    }

    private static Outcome with(Outcome right, Bytes result) {
        return new Outcome(
                right.number(), right.firstNumber(), right.id(), right.verdict(), result);
    }

    /// `bytes` with one bit that is another; one byte if there is none.
    private Bytes otherwise(Bytes bytes) {
        var copy = bytes.length() == 0 ? new byte[1] : bytes.array().clone();
        copy[chance.below(copy.length)] ^= (byte) (1 << chance.below(Byte.SIZE));
        return Bytes.wrap(copy);
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
        return id.isOwnSession() ? RequestId.own(id.client(), id.number() + 1) : id;
    }
}
