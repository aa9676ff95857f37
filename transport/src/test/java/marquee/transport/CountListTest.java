package marquee.transport;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableSortedSet;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// Holds what docs/transport.md says is counted against what is.
class CountListTest {
    private static final Path DOCUMENT = Path.of("..", "docs", "transport.md");
    private static final String BEGINNING = "## What is counted";
    private static final String OF_A_LINK = "`LinkCount`";
    private static final String END = "\n## ";
    private static final Pattern LABEL = Pattern.compile("`([a-z_]+)`");

    @Test
    void theDocumentNamesEveryCountOfANodeAndNoOther() throws IOException {
        var section = section();
        var ofNodes = section.substring(0, section.indexOf(OF_A_LINK));

        assertThat(labels(ofNodes))
                .isEqualTo(sorted(Stream.of(NodeCount.values()).map(NodeCount::label)));
    }

    @Test
    void theDocumentNamesEveryCountOfALinkAndNoOther() throws IOException {
        var section = section();
        var ofLinks = section.substring(section.indexOf(OF_A_LINK));

        assertThat(labels(ofLinks))
                .isEqualTo(sorted(Stream.of(LinkCount.values()).map(LinkCount::label)));
    }

    private static String section() throws IOException {
        var text = Files.readString(DOCUMENT);
        int start = text.indexOf(BEGINNING) + BEGINNING.length();
        return text.substring(start, text.indexOf(END, start));
    }

    private static ImmutableSortedSet<String> labels(String text) {
        return sorted(LABEL.matcher(text).results().map(label -> label.group(1)));
    }

    private static ImmutableSortedSet<String> sorted(Stream<String> labels) {
        return labels.collect(ImmutableSortedSet.toImmutableSortedSet(String::compareTo));
    }
}
