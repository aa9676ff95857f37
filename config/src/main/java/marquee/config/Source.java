package marquee.config;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.common.collect.ImmutableMap;
import com.google.common.hash.Hashing;
import java.io.IOException;
import java.nio.charset.MalformedInputException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;

/// A JSON file with the line on which each of its values stands. It is read by Jackson's parser
/// alone: to load the mapper takes a process longer than to read a description.
///
/// @param hash of all that the file says, to tell whether it is the same still
/// @param lines from 1, by JSON pointer (RFC 6901); for a field, the line of its name
record Source(Path file, String hash, JsonNode root, ImmutableMap<String, Integer> lines) {
    /// The longest description that is read, in bytes.
    static final long BYTES_MAX = 1_000_000;

    private static final JsonFactory JSON =
            JsonFactory.builder().enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION).build();
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    /// Reads `file` as one JSON value.
    ///
    /// @param expected what the file should be, for the complaint that it cannot be read
    /// @throws ConfigException if it cannot be read or is no JSON
    static Source read(Path file, String expected) throws ConfigException {
        var text = text(file, expected);
        try {
            var hash = Hashing.sha256().hashString(text, StandardCharsets.UTF_8).toString();
            return new Source(file, hash, root(file, text), lines(text));
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

    private static String text(Path file, String expected) throws ConfigException {
        try {
            if (Files.size(file) > BYTES_MAX) {
                throw new ConfigException(
                        "%s:1: too long, expected at most %d bytes".formatted(file, BYTES_MAX));
            }
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new ConfigException("%s: no such file, expected %s".formatted(file, expected));
        } catch (MalformedInputException e) {
            throw new ConfigException("%s:1: no text in UTF-8, expected JSON".formatted(file));
        } catch (IOException e) {
            throw new ConfigException(
                    "%s: cannot be read (%s), expected %s"
                            .formatted(file, e.getMessage(), expected));
        }
    }

    private static JsonNode root(Path file, String text) throws ConfigException, IOException {
        try (var parser = JSON.createParser(text)) {
            var root = parser.nextToken() == null ? NODES.missingNode() : value(parser);
            if (parser.nextToken() != null) {
                int line = parser.currentTokenLocation().getLineNr();
                throw at(file, line, "no valid JSON: there is something behind its end");
            }
            return root;
        }
    }

    /// The value that begins with the current token; the last one of it is the current one then.
    private static JsonNode value(JsonParser parser) throws IOException {
        return switch (parser.currentToken()) {
            case START_OBJECT -> {
                var object = NODES.objectNode();
                while (parser.nextToken() != JsonToken.END_OBJECT) {
                    var name = parser.currentName();
                    parser.nextToken();
                    object.set(name, value(parser));
                }
                yield object;
            }
            case START_ARRAY -> {
                var array = NODES.arrayNode();
                while (parser.nextToken() != JsonToken.END_ARRAY) {
                    array.add(value(parser));
                }
                yield array;
            }
            case VALUE_STRING -> NODES.textNode(parser.getText());
            case VALUE_NUMBER_INT -> NODES.numberNode(parser.getBigIntegerValue());
            case VALUE_NUMBER_FLOAT -> NODES.numberNode(parser.getDoubleValue());
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            default -> throw new AssertionError(parser.currentToken());
        };
    }

    private static ImmutableMap<String, Integer> lines(String text) throws IOException {
        var lines = new HashMap<String, Integer>();
        try (JsonParser parser = JSON.createParser(text)) {
            while (parser.nextToken() != null) {
                var pointer = parser.getParsingContext().pathAsPointer().toString();
                lines.putIfAbsent(pointer, parser.currentTokenLocation().getLineNr());
            }
        }
        return ImmutableMap.copyOf(lines);
    }
}
