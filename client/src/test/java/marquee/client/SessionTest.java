package marquee.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine.Help.Ansi;

/// What the session of an admin completes.
class SessionTest {
    @TempDir private Path logs;

    @Test
    void completesOperationsMoviesAndTheIdsThatCameUp() throws Exception {
        try (var frontEnd = new StubFrontEnd();
                var client =
                        new FrontEndClient(
                                ImmutableList.of(frontEnd.url()), Duration.ofSeconds(10))) {
            frontEnd.replies(
                    200,
                    "{\"status\":\"OK\",\"code\":\"LISTED\","
                            + "\"shows\":[{\"movieId\":\"OUTE170523\"}]}");
            var out = new PrintWriter(new StringWriter());
            var conversation =
                    new Conversation(
                            new Conversation.Identity("ATWA1111", "ATWA1111"),
                            client,
                            new UserLog(logs, "ATWA1111"),
                            new Conversation.Screen(out, out, Ansi.OFF, false));
            conversation.say("list Avatar");
            conversation.say("add atwm160523 Avatar 3");
            var session = new Session(conversation);

            assertThat(choices(session, "")).contains("book", "exchange", "help", "exit");
            assertThat(choices(session, "book ")).containsExactly("OUTE170523", "ATWM160523");
            assertThat(choices(session, "BOOK ATWM160523 "))
                    .containsExactly("Avatar", "Avengers", "Titanic");
            assertThat(choices(session, "for ATWC2222 cancel "))
                    .containsExactly("OUTE170523", "ATWM160523");
            assertThat(choices(session, "book ATWM160523 Avatar 1 ")).isEmpty();
            assertThat(choices(session, "dance ")).isEmpty();
        }
    }

    private static ImmutableList<String> choices(Session session, String line) {
        var words = Splitter.on(' ').splitToList(line);
        return session.choices(words, words.size() - 1);
    }
}
