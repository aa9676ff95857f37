package marquee.config;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;

/// A JSON file with the line on which each of its values stands.
///
/// @param lines from 1, by JSON pointer (RFC 6901); for a field, the line of its name
record Source(Path file, JsonNode root, ImmutableMap<String, Integer> lines) {
    /// The longest description that is read, in bytes.
    static final long BYTES_MAX = 1_000_000;

    private static final JsonMapper MAPPER =
            JsonMapper.builder()
                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    /// Reads `file` as one JSON value.
    ///
    /// @throws ConfigException if it cannot be read or is no JSON
    static Source read(Path file) throws ConfigException {
        var text = text(file);
        try {
            return new Source(file, MAPPER.readTree(text), lines(text));
        } catch (JsonProcessingException e) {
            int line = e.getLocation() == null ? 1 : e.getLocation().getLineNr();
            throw at(file, line, "no valid JSON: " + firstLine(e.getOriginalMessage()));
        } catch (IOException e) {
            throw new ConfigException("%s: %s".formatted(file, e.getMessage()));
        }
    }

    /// A complaint about the value at `pointer`.
    ConfigException wrong(String pointer, String what, String expected) {
        return at(file, line(pointer), what + ", expected " + expected);
    }

    /// The line of the value at `pointer`, or of the nearest value around it.
    int line(String pointer) {
        for (var p = pointer; ; p = p.substring(0, p.lastIndexOf('/'))) {
            var line = lines.get(p);
            if (line != null) {
                return line;
            }
            if (p.isEmpty()) {
                return 1;
            }
        }
    }

    private static ConfigException at(Path file, int line, String message) {
        return new ConfigException("%s:%d: %s".formatted(file, line, message));
    }

    /// The first line, without the parser's name for the source.
    private static String firstLine(String message) {
        var line = message.lines().findFirst().orElse("");
        int marker = line.indexOf(" (start marker at ");
        return marker < 0 ? line : line.substring(0, marker);
    }

    private static String text(Path file) throws ConfigException {
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new ConfigException(
                        "%s:1: too long, expected at most %d bytes".formatted(file, BYTES_MAX));
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new ConfigException(
                    "%s: no such file, expected the description of a cluster".formatted(file));
        } catch (MalformedInputException e) {
            throw new ConfigException("%s:1: no text in UTF-8, expected JSON".formatted(file));
        } catch (IOException e) {
            throw new ConfigException(
                    "%s: cannot be read (%s), expected the description of a cluster"
                            .formatted(file, e.getMessage()));
        }
    }

    private static ImmutableMap<String, Integer> lines(String text) throws IOException {
        var lines = new HashMap<String, Integer>();
        try (JsonParser parser = MAPPER.createParser(text)) {
            while (parser.nextToken() != null) {
                var pointer = parser.getParsingContext().pathAsPointer().toString();
                lines.putIfAbsent(pointer, parser.currentTokenLocation().getLineNr());
            }
        }
        return ImmutableMap.copyOf(lines);
    }
}
