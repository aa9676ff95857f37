package marquee.client;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.UUID;
import marquee.applications.booking.Canonical;
import marquee.config.ExitStatus;
import picocli.CommandLine.Help.Ansi;

/// What one user says to the service and what is shown for it, command by command.
final class Conversation {
    /// How many movie ids are remembered for completion.
    static final int SEEN_MAX = 200;

    private static final String SESSION_WORDS = ", for, help, exit";
    private static final Splitter WORDS = Splitter.on(CharMatcher.whitespace()).omitEmptyStrings();

    private final Identity identity;
    private final FrontEndClient client;
    private final UserLog log;
    private final Screen screen;
    private final LinkedHashSet<String> seen = new LinkedHashSet<>();
    private boolean logIsBroken;

    /// Who speaks.
    ///
    /// @param customer for whom customer operations are done: the user, or whom an admin chose
    record Identity(String user, String customer) {}

    /// Where answers are shown and how.
    ///
    /// @param json whether answers are shown as a program reads them
    record Screen(PrintWriter out, PrintWriter err, Ansi ansi, boolean json) {}

    Conversation(Identity identity, FrontEndClient client, UserLog log, Screen screen) {
        this.identity = identity;
        this.client = client;
        this.log = log;
        this.screen = screen;
    }

    /// Does what a typed line says.
    ///
    /// @return how a program that did just this would end
    int say(String line) throws InterruptedException {
        var words = WORDS.splitToList(line);
        if (words.isEmpty() || words.getFirst().startsWith("#")) {
            return ExitStatus.DONE;
        }
        if (words.getFirst().equals("help")) {
            help();
            return ExitStatus.DONE;
        }
        if (!words.getFirst().equals("for")) {
            return say(words, identity.customer(), newKey(), SESSION_WORDS);
        }
        if (words.size() < 3) {
            complain("for takes a customer and a command; expected: for CUSTOMER COMMAND");
            return ExitStatus.USAGE;
        }
        return say(words.subList(2, words.size()), words.get(1), newKey(), "");
    }

    /// Does what `words` say, under `key`.
    ///
    /// @return as [#say(String)]
    int say(List<String> words, String key) throws InterruptedException {
        return say(words, identity.customer(), key, "");
    }

    /// A key that no other command has.
    static String newKey() {
        return UUID.randomUUID().toString();
    }

    /// The movie ids that came up so far, the oldest first.
    ImmutableList<String> seen() {
        return ImmutableList.copyOf(seen);
    }

    /// @param others what the first of `words` could have been besides an operation
    private int say(List<String> words, String customer, String key, String others)
            throws InterruptedException {
        var arguments = words.subList(1, words.size());
        try {
            var operation = Operation.parse(Ascii.toLowerCase(words.getFirst()));
            if (operation == null) {
                throw new UsageException(
                        "unknown operation '%s', expected one of %s%s"
                                .formatted(words.getFirst(), Operation.words(), others));
            }
            var call = operation.call(identity.user(), customer, arguments, key);
            var said = ImmutableList.<String>builder();
            if (operation.isForCustomer() && !Ascii.equalsIgnoreCase(customer, identity.user())) {
                said.add("for", customer);
            }
            return send(call, said.add(operation.word()).addAll(arguments).build());
        } catch (UsageException e) {
            complain(e.getMessage());
            return ExitStatus.USAGE;
        }
    }

    private int send(Call call, List<String> words) throws InterruptedException {
        try {
            var answer = answer(call, words);
            notice(words, answer);
            boolean mayBeDone = answer.mayBeDone() && call.hasKey();
            show(mayBeDone ? answer.withoutDetail() : answer);
            if (answer.code().equals("BAD_USER_ID") && isAdmin()) {
                complain(
                        "an admin says for whom: --for CUSTOMER, or in a session for CUSTOMER"
                                + " COMMAND");
            }
            if (mayBeDone) {
                adviseToRepeat(call);
            }
            return answer.exitStatus();
        } catch (UnreachableException e) {
            complain(e.getMessage());
            if (e.mayBeDone() && call.hasKey()) {
                adviseToRepeat(call);
            }
            return ExitStatus.UNREACHABLE;
        }
    }

    /// The answer, which is in the log then, or that there is none: whatever comes after, the key
    /// can be read there.
    private Answer answer(Call call, List<String> words)
            throws UnreachableException, InterruptedException {
        var attempts = client.attempts(call);
        try (var lastWord = new LastWord(() -> abandoned(call, words, attempts.giveUp()))) {
            try {
                var answer = attempts.run();
                lastWord.makeNeedless(() -> note(() -> log.answered(call, words, answer)));
                return answer;
            } catch (UnreachableException e) {
                lastWord.makeNeedless(() -> note(() -> log.unanswered(call, words, e)));
                throw e;
            }
        }
    }

    /// The program is told to end while `call` waits for its answer. Its key, which was perhaps
    /// made for it alone, would be gone with the program.
    private void abandoned(Call call, List<String> words, boolean mayBeDone) {
        if (call.hasKey()) {
            var why = "the client was ended before the answer";
            note(() -> log.unanswered(call, words, new UnreachableException(why, mayBeDone)));
            if (mayBeDone) {
                adviseToRepeat(call);
            }
        }
    }

    private boolean isAdmin() {
        var user = Canonical.userId(identity.user()).value();
        return user != null && user.isAdmin();
    }

    private void adviseToRepeat(Call call) {
        // Before there are so many no key is forgotten, however old it is (rule P3).
        complain(
                ("the outcome is unknown; --key %s repeats it safely until there are 64 newer keys"
                                + " of yours, or 200 000 of all users")
                        .formatted(call.key()));
    }

    private void show(Answer answer) {
        if (screen.json()) {
            screen.out().println(AnswerText.json(answer));
        } else {
            new AnswerText(screen.ansi()).lines(answer).forEach(screen.out()::println);
        }
        screen.out().flush();
    }

    private void help() {
        var table = new Table("COMMAND", "DOES");
        for (var operation : Operation.values()) {
            table.row(operation.usage(), operation.summary());
        }
        table.row("for CUSTOMER COMMAND", "the same for a customer (admin)");
        table.row("help", "shows this");
        table.row("exit", "ends the session");
        table.lines().forEach(screen.out()::println);
        screen.out().flush();
    }

    private void complain(String line) {
        screen.err().println(line);
        screen.err().flush();
    }

    private void notice(List<String> words, Answer answer) {
        words.stream().filter(word -> word.matches("[A-Za-z]{4}[0-9]{6}")).forEach(this::see);
        answer.body().findValuesAsText("movieId").forEach(this::see);
        answer.body().findValuesAsText("newMovieId").forEach(this::see);
    }

    private void see(String movieId) {
        if (seen.size() < SEEN_MAX) {
            seen.add(Ascii.toUpperCase(movieId));
        }
    }

    /// Writes to the log; a log that cannot be written is no reason to book no tickets.
    private void note(LogEntry entry) {
        try {
            entry.write();
        } catch (IOException e) {
            if (!logIsBroken) {
                complain("the log cannot be written: " + e);
            }
            logIsBroken = true;
        }
    }

    private interface LogEntry {
        void write() throws IOException;
    }
}
