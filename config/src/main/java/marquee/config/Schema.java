package marquee.config;

import com.fasterxml.jackson.core.JsonPointer;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.base.Joiner;
import com.google.common.io.Resources;
import com.networknt.schema.Error;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Comparator;

/// A JSON Schema (draft 2020-12) whose complaints name the line at fault. What was expected is
/// taken from the schema's own descriptions.
final class Schema {
    /// The schema of a cluster's description.
    static final Schema CLUSTER = new Schema("cluster-schema.json");

    private static final int VALUE_LENGTH_MAX = 60;

    private final JsonNode json;
    private final com.networknt.schema.Schema compiled;

    private Schema(String resource) {
        json = read(resource);
        compiled =
                SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(json);
    }

    /// The schema of a file that says where a cluster is deployed. Made anew each time, since roles
    /// have no need of it.
    static Schema hosts() {
        return new Schema("hosts-schema.json");
    }

    /// Checks the whole of `source`.
    ///
    /// @throws ConfigException about what is wrong first in the file
    void check(Source source) throws ConfigException {
        var first =
                compiled.validate(source.root()).stream()
                        .min(Comparator.comparingInt(error -> source.line(place(error))));
        if (first.isPresent()) {
            throw complaint(source, first.get());
        }
    }

    private ConfigException complaint(Source source, Error error) {
        var pointer = place(error);
        return switch (error.getKeyword()) {
            case "required" ->
                    source.wrong(
                            pointer,
                            "%s has no \"%s\"".formatted(named(pointer), error.getProperty()),
                            described(error, "/properties/" + error.getProperty()));
            case "additionalProperties" ->
                    source.wrong(
                            pointer,
                            "unknown field \"%s\"".formatted(error.getProperty()),
                            "one of " + fields(error));
            case "minItems", "maxItems" ->
                    source.wrong(
                            pointer,
                            "%s has %d".formatted(named(pointer), source.root().at(pointer).size()),
                            described(error, ""));
            default ->
                    source.wrong(
                            pointer,
                            "%s is %s".formatted(named(pointer), value(source, pointer)),
                            described(error, ""));
        };
    }

    private static String place(Error error) {
        var pointer = error.getInstanceLocation().toString();
        return error.getKeyword().equals("additionalProperties")
                ? pointer + "/" + error.getProperty()
                : pointer;
    }

    private static String named(String pointer) {
        return pointer.isEmpty() ? "the description" : "\"" + pointer.substring(1) + "\"";
    }

    private static String value(Source source, String pointer) {
        var text = source.root().at(pointer).toString();
        return text.length() <= VALUE_LENGTH_MAX ? text : text.substring(0, VALUE_LENGTH_MAX) + "…";
    }

    /// The description beside the keyword that was broken, `below` further down.
    private String described(Error error, String below) {
        var node = rule(error).at(below);
        if (node.has("$ref")) {
            node = json.at(node.path("$ref").asText().substring(1));
        }
        return node.path("description").asText();
    }

    private String fields(Error error) {
        return Joiner.on(", ").join(rule(error).path("properties").fieldNames());
    }

    private JsonNode rule(Error error) {
        var keyword = JsonPointer.compile(error.getSchemaLocation().getFragment().toString());
        return json.at(keyword.head());
    }

    private static JsonNode read(String resource) {
        try {
            var url = Resources.getResource(Schema.class, resource);
            return new JsonMapper().readTree(Resources.toString(url, StandardCharsets.UTF_8));
        } catch (JsonProcessingException e) {
            throw new AssertionError(resource, e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
