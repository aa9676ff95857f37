package marquee.protocol.replication;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.replication.ReplicationMessage.ToManager;
import marquee.protocol.replication.ReplicationMessage.ToReplica;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;
import org.junit.jupiter.api.Test;

/// Holds the tables of messages and of entries in docs/protocol.md against the records.
class MessageTableTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "protocol.md");
    private static final Pattern ROW =
            Pattern.compile(
                    "^\\| `(\\w+)` \\| [a-z ]+ \\| (?:joining )?(sequencer|replica|front end|manager) \\|",
                    Pattern.MULTILINE);
    private static final String ENTRIES = "| entry |";
    private static final String MESSAGES = "| message |";
    private static final Pattern ENTRY = Pattern.compile("^\\| `(\\w+)` \\|", Pattern.MULTILINE);

    @Test
    void theDocumentNamesEveryMessageAndItsReceiverAndNoOther() throws IOException {
        var documented =
                ROW.matcher(Files.readString(DOCUMENT))
                        .results()
                        .map(row -> row.group(1) + " to " + row.group(2))
                        .collect(toCollection(TreeSet<String>::new));

        assertThat(documented).isEqualTo(declared());
    }

    @Test
    void theDocumentNamesEveryKindOfEntryAndNoOther() throws IOException {
        var text = Files.readString(DOCUMENT);
        var table = text.substring(text.indexOf(ENTRIES), text.indexOf(MESSAGES));
        var documented =
                ENTRY.matcher(table)
                        .results()
                        .map(row -> row.group(1))
                        .collect(toCollection(TreeSet<String>::new));

        assertThat(documented).isEqualTo(kinds(Entry.Content.class));
    }

    private static SortedSet<String> kinds(Class<?> sealed) {
        return Stream.of(sealed.getPermittedSubclasses())
                .flatMap(kind ->
                        kind.isSealed() ? kinds(kind).stream() : Stream.of(kind.getSimpleName()))
                .collect(toCollection(TreeSet<String>::new));
    }

    private static SortedSet<String> declared() {
        return Stream.of(
                        rows(ToSequencer.class, "sequencer"),
                        rows(ToReplica.class, "replica"),
                        rows(ToFrontEnd.class, "front end"),
                        rows(ToManager.class, "manager"))
                .flatMap(rows -> rows)
                .collect(toCollection(TreeSet<String>::new));
    }

    private static Stream<String> rows(Class<?> family, String receiver) {
        return Stream.of(family.getPermittedSubclasses())
                .flatMap(message ->
                        message.isRecord()
                                ? Stream.of(message.getSimpleName() + " to " + receiver)
                                : rows(message, receiver));
    }
}
