package marquee.frontend.process.web;

import com.fasterxml.jackson.core.JacksonException;
import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.StreamReadConstraints;
import com.fasterxml.jackson.core.StreamReadFeature;
import com.fasterxml.jackson.core.util.JsonRecyclerPools;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import io.javalin.http.Context;
import io.javalin.http.Header;
import java.io.IOException;
import java.math.BigInteger;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/// A request's body: one JSON object in UTF-8 with exactly the fields that the operation has, each
/// of its type. Nothing is coerced: `2.0` and `"2"` are no integers.
public final class RequestBody {
    /// The most bytes of a body.
    public static final int BYTES_MAX = 64 * 1024;

    private static final int NESTING_MAX = 16;

    /// How many readers' buffers are kept to be used again: a thread that reads one request has no
    /// use for its own.
    private static final int BUFFERS_MAX = 32;

    private static final JsonMapper MAPPER =
            JsonMapper.builder(
                            JsonFactory.builder()
                                    .enable(StreamReadFeature.STRICT_DUPLICATE_DETECTION)
                                    .streamReadConstraints(
                                            StreamReadConstraints.builder()
                                                    .maxNumberLength(BYTES_MAX)
                                                    .maxNestingDepth(NESTING_MAX)
                                                    .build())
                                    .recyclerPool(JsonRecyclerPools.newBoundedPool(BUFFERS_MAX))
                                    .build())
                    .enable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
                    .build();

    private final JsonNode object;

    private RequestBody(JsonNode object) {
        this.object = object;
    }

    /// Reads the body of `context`, an object of exactly `fields`.
    ///
    /// @throws RefusedRequest if it is anything else
    public static RequestBody read(Context context, String... fields) throws RefusedRequest {
        // As it stands: the server itself looks a charset up, and fails where there is no such one.
        var type = context.header(Header.CONTENT_TYPE);
        if (type == null || !isJson(type)) {
            throw new RefusedRequest(
                    ProblemCode.NOT_JSON, "expected the header Content-Type: application/json");
        }
        var coding = context.header(Header.CONTENT_ENCODING);
        if (coding != null && !coding.equalsIgnoreCase("identity")) {
            throw new RefusedRequest(ProblemCode.NOT_JSON, "expected no header Content-Encoding");
        }
        return parse(bytes(context), ImmutableSet.copyOf(fields));
    }

    private static boolean isJson(String type) {
        int end = type.indexOf(';');
        var essence = end < 0 ? type : type.substring(0, end);
        return essence.strip().toLowerCase(Locale.ROOT).equals(Reply.JSON);
    }

    private static byte[] bytes(Context context) throws RefusedRequest {
        byte[] bytes;
        try {
            long announced = context.req().getContentLengthLong();
            bytes =
                    announced > BYTES_MAX
                            ? new byte[BYTES_MAX + 1]
                            : context.bodyInputStream().readNBytes(atMost(announced));
        } catch (IOException e) {
            throw new RefusedRequest(ProblemCode.MALFORMED, "the body breaks off");
        }
        if (bytes.length > BYTES_MAX) {
            throw new RefusedRequest(
                    ProblemCode.TOO_LARGE,
                    "expected a body of at most %d bytes".formatted(BYTES_MAX));
        }
        return bytes;
    }

    /// As many as are announced, where they are: to read more the stream takes 16 KiB at least.
    private static int atMost(long announced) {
        return announced < 0 ? BYTES_MAX + 1 : (int) announced;
    }

    private static RequestBody parse(byte[] bytes, ImmutableSet<String> fields)
            throws RefusedRequest {
        JsonNode tree;
        try {
            var text = StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            tree = MAPPER.readTree(text.toString());
        } catch (CharacterCodingException e) {
            throw malformed("the body is not UTF-8");
        } catch (JacksonException e) {
            throw malformed("the body is no JSON, has a field twice or is nested too deep");
        }
        var wanted = Joiner.on(", ").join(fields);
        if (!tree.isObject()) {
            throw malformed("expected an object with the fields " + wanted);
        }
        var names = ImmutableList.copyOf(tree.fieldNames());
        if (!ImmutableSet.copyOf(names).equals(fields)) {
            throw malformed("expected exactly the fields " + wanted);
        }
        return new RequestBody(tree);
    }

    /// The text in `field`.
    ///
    /// @throws RefusedRequest if there is none
    public String text(String field) throws RefusedRequest {
        var value = object.path(field);
        if (!value.isTextual()) {
            throw malformed("expected a text in the field " + field);
        }
        return value.textValue();
    }

    /// The integer in `field`, however large.
    ///
    /// @throws RefusedRequest if there is none
    public BigInteger integer(String field) throws RefusedRequest {
        var value = object.path(field);
        if (!value.isIntegralNumber()) {
            throw malformed("expected an integer in the field " + field);
        }
        return value.bigIntegerValue();
    }

    private static RefusedRequest malformed(String detail) {
        return new RefusedRequest(ProblemCode.MALFORMED, detail);
    }
}
