package marquee.config.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.time.OffsetDateTime;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.slf4j.event.Level;

class LogFormTest {
    private static final Instant AT = Instant.parse("2023-05-16T12:00:00.120Z");

    @Test
    void writesWhatAnyReaderOfJsonReadsBack() throws JsonProcessingException {
        var message = "a \"quoted\" back\\slash\n\t\u0001 and ü";

        var read = new JsonMapper().readTree(LogForm.json("R1", event(message, null)));

        assertThat(read.path("message").asText()).isEqualTo(message);
        assertThat(read.path("level").asText()).isEqualTo("WARN");
        assertThat(read.path("logger").asText()).isEqualTo("marquee.Test");
        assertThat(read.path("node").asText()).isEqualTo("R1");
        assertThat(OffsetDateTime.parse(read.path("time").asText()).toInstant()).isEqualTo(AT);
        assertThat(read.has("error")).isFalse();
    }

    @Test
    void writesAnErrorWithItsWholeTraceAsJsonAndItsHeadAsText() throws JsonProcessingException {
        var event = event("broken", new IllegalStateException("a fault"));

        var read = new JsonMapper().readTree(LogForm.json("R1", event));

        assertThat(read.path("error").asText())
                .startsWith("java.lang.IllegalStateException: a fault\n")
                .contains("LogFormTest");
        assertThat(LogForm.text("R1", event))
                .contains(" R1 WARN  broken\njava.lang.IllegalStateException: a fault\n\tat ")
                .hasLineCount(6);
    }

    private static LogForm.Event event(String message, @Nullable Throwable error) {
        return new LogForm.Event(AT, Level.WARN, "marquee.Test", message, error);
    }
}
