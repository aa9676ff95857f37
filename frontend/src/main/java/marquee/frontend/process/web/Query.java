package marquee.frontend.process.web;

import com.google.common.base.Splitter;
import com.google.common.base.Strings;
import com.google.common.collect.ImmutableList;
import io.javalin.http.Context;
import java.net.URLDecoder;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/// A request's query, in UTF-8. The server itself would leave out, or guess at, what is wrongly
/// escaped or not UTF-8, and leaves out all of it where a header names a charset that there is not.
public final class Query {
    private Query() {}

    /// The values of the parameter `name`, in their order.
    ///
    /// @throws RefusedRequest if any part of the query cannot be read
    public static ImmutableList<String> values(Context context, String name) throws RefusedRequest {
        var query = Strings.nullToEmpty(context.req().getQueryString());
        var values = ImmutableList.<String>builder();
        for (var parameter : Splitter.on('&').split(query)) {
            var parts = Splitter.on('=').limit(2).splitToList(parameter);
            var value = unescaped(parts.size() == 2 ? parts.get(1) : "");
            if (unescaped(parts.getFirst()).equals(name)) {
                values.add(value);
            }
        }
        return values.build();
    }

    private static String unescaped(String part) throws RefusedRequest {
        try {
            var bytes =
                    URLDecoder.decode(part, StandardCharsets.ISO_8859_1)
                            .getBytes(StandardCharsets.ISO_8859_1);
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes)).toString();
        } catch (IllegalArgumentException | CharacterCodingException e) {
            throw new RefusedRequest(ProblemCode.MALFORMED, "the query cannot be read");
        }
    }
}
