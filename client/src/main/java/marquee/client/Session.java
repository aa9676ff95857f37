package marquee.client;

import com.google.common.base.Ascii;
import com.google.common.collect.ImmutableList;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import marquee.applications.booking.Movie;
import marquee.config.ExitStatus;
import org.jline.reader.Candidate;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.ParsedLine;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.TerminalBuilder;

/// An interactive session: commands with history and completion at a terminal, or one a line from a
/// pipe.
final class Session {
    private static final int HISTORY_MAX = 1_000;

    private final Conversation conversation;

    Session(Conversation conversation) {
        this.conversation = conversation;
    }

    /// Reads commands from standard input until it ends.
    ///
    /// @return the worst status of a command
    int piped() throws IOException, InterruptedException {
        int worst = ExitStatus.DONE;
        var lines = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        for (var line = lines.readLine(); line != null; line = lines.readLine()) {
            if (isExit(line)) {
                break;
            }
            worst = Math.max(worst, conversation.say(line));
        }
        return worst;
    }

    /// Reads commands at the terminal until the user leaves.
    int atTerminal(String prompt, Path history) throws IOException, InterruptedException {
        try (var terminal = TerminalBuilder.builder().system(true).build()) {
            var reader =
                    LineReaderBuilder.builder()
                            .terminal(terminal)
                            .completer(this::complete)
                            .variable(LineReader.HISTORY_FILE, history)
                            .variable(LineReader.HISTORY_SIZE, HISTORY_MAX)
                            .variable(LineReader.HISTORY_FILE_SIZE, HISTORY_MAX)
                            .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                            .build();
            terminal.writer().println("Type help for the commands, exit to leave.");
            return converse(reader, prompt);
        }
    }

    private int converse(LineReader reader, String prompt) throws InterruptedException {
        while (true) {
            try {
                var line = reader.readLine(prompt);
                if (isExit(line)) {
                    return ExitStatus.DONE;
                }
                conversation.say(line);
            } catch (UserInterruptException e) {
                // Ctrl-C gives up the line, as in a shell.
            } catch (EndOfFileException e) {
                return ExitStatus.DONE;
            }
        }
    }

    private static boolean isExit(String line) {
        return line.strip().equals("exit") || line.strip().equals("quit");
    }

    private void complete(LineReader reader, ParsedLine line, List<Candidate> candidates) {
        choices(line.words(), line.wordIndex()).stream()
                .map(Candidate::new)
                .forEach(candidates::add);
    }

    /// What can stand at place `index` of `words`, from 0.
    ImmutableList<String> choices(List<String> words, int index) {
        if (index == 0) {
            var commands = ImmutableList.<String>builder();
            Arrays.stream(Operation.values()).map(Operation::word).forEach(commands::add);
            return commands.add("for", "help", "exit").build();
        }
        if (words.getFirst().equals("for")) {
            return index < 2
                    ? ImmutableList.of()
                    : choices(words.subList(2, words.size()), index - 2);
        }
        var operation = Operation.parse(Ascii.toLowerCase(words.getFirst()));
        if (operation == null || index > operation.parameters().size()) {
            return ImmutableList.of();
        }
        return switch (operation.parameters().get(index - 1)) {
            case MOVIE, NEW_MOVIE ->
                    Arrays.stream(Movie.values())
                            .map(Movie::title)
                            .collect(ImmutableList.toImmutableList());
            case MOVIE_ID, NEW_MOVIE_ID -> conversation.seen();
            case CAPACITY, TICKETS -> ImmutableList.of();
        };
    }
}
