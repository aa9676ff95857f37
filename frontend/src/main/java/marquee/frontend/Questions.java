package marquee.frontend;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.LongFunction;
import marquee.frontend.FrontEndEffect.Reason;
import marquee.frontend.FrontEndEffect.Refused;
import marquee.frontend.FrontEndEffect.Unknown;
import marquee.frontend.FrontEndStatus.Count;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;

/// The questions to the sequencer that await an answer: few, for people, and outside the order. One
/// that gets none within [#PATIENCE_NANOS] is given up.
final class Questions {
    static final long PATIENCE_NANOS = 2_000_000_000;

    private final int max;
    private final Tally tally;
    private final Map<Long, Question> open = new LinkedHashMap<>();
    private long asked;

    Questions(int max, Tally tally) {
        this.max = max;
        this.tally = tally;
    }

    private record Question(long call, ToSequencer message, long askedAt) {}

    boolean isEmpty() {
        return open.isEmpty();
    }

    /// Asks what `question` makes of the question's number, on behalf of `call`.
    void ask(
            long now,
            long call,
            LongFunction<ToSequencer> question,
            Consumer<? super Effect> effects) {
        if (open.size() == max) {
            tally.add(Count.QUESTIONS_REFUSED);
            effects.accept(new Refused(call, Reason.TOO_MANY_PENDING));
            return;
        }
        var message = question.apply(++asked);
        open.put(asked, new Question(call, message, now));
        effects.accept(new Effect.Send(NodeId.SEQUENCER, message));
    }

    /// Gives `answer` to the call on whose behalf `query` was asked, unless it was not asked, is
    /// answered or is given up.
    void answer(long query, LongFunction<FrontEndEffect> answer, Consumer<? super Effect> effects) {
        var question = open.remove(query);
        if (question != null) {
            effects.accept(answer.apply(question.call()));
        }
    }

    /// Asks everything once more: the sequencer is another life of itself.
    void repeat(Consumer<? super Effect> effects) {
        open.values()
                .forEach(question ->
                        effects.accept(new Effect.Send(NodeId.SEQUENCER, question.message())));
    }

    void expire(long now, Consumer<? super Effect> effects) {
        var oldest = open.values().iterator();
        while (oldest.hasNext()) {
            var question = oldest.next();
            if (now - question.askedAt() < PATIENCE_NANOS) {
                return;
            }
            oldest.remove();
            tally.add(Count.QUESTIONS_GIVEN_UP);
            effects.accept(new Unknown(question.call()));
        }
    }
}
