package marquee.sequencer;

import java.util.ArrayDeque;
import java.util.Iterator;
import java.util.function.Consumer;
import java.util.function.LongPredicate;
import marquee.protocol.NodeId;

/// The front ends' questions for a report that wait for the digests at a mark, in the order they
/// came.
final class ClusterQueries {
    /// How long a question waits for digests before it is answered without the missing ones.
    static final long PATIENCE_NANOS = 500_000_000;

    private final ArrayDeque<Question> questions = new ArrayDeque<>();
    private final int max;

    /// A question that is answered once the digests at the first mark from place `since` on are in.
    record Question(NodeId frontEnd, long query, long since, long askedAt) {}

    ClusterQueries(int max) {
        this.max = max;
    }

    /// Takes a question. At the limit the oldest one is answered at once.
    void ask(Question question, Consumer<Question> answer) {
        if (questions.size() == max) {
            answer.accept(questions.removeFirst());
        }
        questions.addLast(question);
    }

    /// Answers each question whose mark has all digests, as `complete` tells of its `since`.
    void answerComplete(LongPredicate complete, Consumer<Question> answer) {
        for (Iterator<Question> i = questions.iterator(); i.hasNext(); ) {
            var question = i.next();
            if (complete.test(question.since())) {
                i.remove();
                answer.accept(question);
            }
        }
    }

    /// Answers each question that has waited long enough.
    ///
    /// @return how long the next one may still wait; 0 if there is none
    long answerOverdue(long now, Consumer<Question> answer) {
        while (!questions.isEmpty()) {
            long rest = PATIENCE_NANOS - (now - questions.getFirst().askedAt());
            if (rest > 0) {
                return rest;
            }
            answer.accept(questions.removeFirst());
        }
        return 0;
    }

    /// Forgets the questions of a front end that is gone.
    void forget(NodeId frontEnd) {
        questions.removeIf(question -> question.frontEnd().equals(frontEnd));
    }

    boolean isEmpty() {
        return questions.isEmpty();
    }
}
