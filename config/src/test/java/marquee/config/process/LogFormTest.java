package marquee.config.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.logging.Formatter;
import java.util.logging.Level;
import java.util.logging.LogRecord;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class LogFormTest {
    private static final Instant AT = Instant.parse("2023-05-16T12:00:00.120Z");
    private static final Formatter JSON = new LogForm.Json("R1");

    @Test
    void writesWhatAnyReaderOfJsonReadsBack() throws JsonProcessingException {
        var message = "a \"quoted\" back\\slash\n\t\u0001 and ü";

        var read = new JsonMapper().readTree(JSON.format(event(message, null)));

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

        var read = new JsonMapper().readTree(JSON.format(event));

        assertThat(read.path("error").asText())
                .startsWith("java.lang.IllegalStateException: a fault\n")
                .contains("LogFormTest");
        assertThat(new LogForm.Text("R1").format(event))
                .contains(" R1 WARN  broken\njava.lang.IllegalStateException: a fault\n\tat ")
                .hasLineCount(6);
    }

    @Test
    void callsLevelsWhatSlf4jCallsThem() {
        var event = event("broken", null);
        event.setLevel(Level.SEVERE);
        assertThat(JSON.format(event)).contains("\"level\":\"ERROR\"");
        event.setLevel(Level.INFO);
        assertThat(JSON.format(event)).contains("\"level\":\"INFO\"");
    }

    private static LogRecord event(String message, @Nullable Throwable error) {
        var event = new LogRecord(Level.WARNING, message);
        event.setInstant(AT);
        event.setLoggerName("marquee.Test");
        event.setThrown(error);
        return event;
    }
}
