package marquee.replicas.theatres;

import static com.google.common.base.Preconditions.checkState;

import com.google.common.collect.ImmutableMap;
import java.util.HashMap;
import java.util.Map;
import marquee.applications.booking.Theatre;
import marquee.replicas.theatres.Letter.Answer;
import marquee.replicas.theatres.Letter.Question;

/// The letters of one operation at a time. Whoever asks may put several questions before waiting
/// for the first answer; while it waits, letters are delivered. An operation is over when no letter
/// is left on its way, so none of it reaches into the next (docs/protocol.md, rule P51).
final class Correspondence {
    private final Mailbox mailbox;
    private ImmutableMap<Theatre, TheatreServer> servers;
    private final Map<Integer, Answer> answers = new HashMap<>();
    private long operation;
    private int steps;

    Correspondence(Mailbox mailbox, ImmutableMap<Theatre, TheatreServer> servers) {
        this.mailbox = mailbox;
        this.servers = servers;
    }

    /// A question on its way.
    record Asked<A extends Answer>(int step, Theatre to, Class<A> type) {}

    /// Addresses all later letters to `others`, between two operations.
    void moveTo(ImmutableMap<Theatre, TheatreServer> others) {
        servers = others;
    }

    /// Starts the next operation.
    void begin() {
        operation++;
        steps = 0;
        answers.clear();
    }

    /// Delivers what is still on its way.
    void end() {
        while (deliver()) {
            // One letter a round.
        }
    }

    /// Sends `question` from one server to another, or to itself.
    <A extends Answer> Asked<A> ask(Theatre from, Theatre to, Question<A> question) {
        var asked = new Asked<>(steps++, to, question.answerType());
        mailbox.post(new Letter(operation, asked.step(), from, to, question));
        return asked;
    }

    /// Waits for the answer to a question of this operation.
    <A extends Answer> A await(Asked<A> asked) {
        var answer = answers.get(asked.step());
        while (answer == null) {
            checkState(deliver(), "no answer to %s", asked);
            answer = answers.get(asked.step());
        }
        return asked.type().cast(answer);
    }

    private boolean deliver() {
        var letter = mailbox.take();
        if (letter == null) {
            return false;
        }
        switch (letter.content()) {
            case Question<?> question -> {
                var server = servers.get(letter.to());
                checkState(server != null, "no server for %s", letter);
                var answer = server.receive(letter.operation(), letter.step(), question);
                if (answer != null) {
                    mailbox.post(letter.answered(answer));
                }
            }
            case Answer answer -> {
                if (letter.operation() == operation) {
                    answers.putIfAbsent(letter.step(), answer);
                }
            }
        }
        return true;
    }
}
