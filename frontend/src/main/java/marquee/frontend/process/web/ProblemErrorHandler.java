package marquee.frontend.process.web;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.eclipse.jetty.http.HttpField;
import org.eclipse.jetty.http.HttpHeader;
import org.eclipse.jetty.http.HttpHeaderValue;
import org.eclipse.jetty.server.Request;
import org.eclipse.jetty.server.Response;
import org.eclipse.jetty.server.handler.ErrorHandler;
import org.eclipse.jetty.util.Callback;

/// Puts a problem document where Jetty would put a page of its own: a request that is no HTTP, or
/// whose path cannot be decoded without doubt, such as `%2F` or `%zz` in it.
final class ProblemErrorHandler extends ErrorHandler {
    private static final int BAD_REQUEST = 400;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ALLOWED = 405;
    private static final int PAYLOAD_TOO_LARGE = 413;
    private static final int URI_TOO_LONG = 414;
    private static final int HEADERS_TOO_LARGE = 431;
    private static final int SERVER_ERRORS = 500;
    private static final int NOT_IMPLEMENTED = 501;
    private static final int OTHER_VERSION = 505;

    private final Consumer<Rejection> count;

    /// @param count is told of each request that is refused before it has reached a route
    ProblemErrorHandler(Consumer<Rejection> count) {
        this.count = count;
    }

    /// The reply to a request that the server itself ended with `status`.
    static Reply reply(int status) {
        return switch (status) {
            case NOT_FOUND -> Reply.problem(ProblemCode.NO_SUCH_PATH, "see /openapi.json");
            case NOT_ALLOWED, NOT_IMPLEMENTED ->
                    Reply.problem(ProblemCode.NO_SUCH_METHOD, "see /openapi.json");
            case PAYLOAD_TOO_LARGE, URI_TOO_LONG, HEADERS_TOO_LARGE ->
                    Reply.problem(ProblemCode.TOO_LARGE, "the address or the headers are too long");
            case OTHER_VERSION ->
                    Reply.problem(ProblemCode.MALFORMED, "expected HTTP/1.1 or HTTP/1.0");
            default ->
                    status < BAD_REQUEST || status >= SERVER_ERRORS
                            ? Reply.problem(ProblemCode.BROKEN, "the front end's log tells more")
                            : Reply.problem(ProblemCode.MALFORMED, "the request is no plain HTTP");
        };
    }

    @Override
    public boolean handle(Request request, Response response, Callback callback) {
        var reply = reply(response.getStatus());
        if (reply.code().equals(ProblemCode.TOO_LARGE.name())) {
            count.accept(Rejection.HEAD_TOO_LARGE);
        } else if (reply.code().equals(ProblemCode.MALFORMED.name())) {
            count.accept(Rejection.NOT_HTTP);
        }
        response.setStatus(reply.status());
        response.getHeaders().put(new HttpField(HttpHeader.CONTENT_TYPE, reply.contentType()));
        response.getHeaders().put(WebPort.UNGUESSED);
        // What follows a request that cannot be read may be part of it, so nothing may follow.
        response.getHeaders().put(HttpHeader.CONNECTION, HttpHeaderValue.CLOSE.asString());
        response.write(true, body(reply), callback);
        return true;
    }

    private static ByteBuffer body(Reply reply) {
        return ByteBuffer.wrap(reply.body().toString().getBytes(StandardCharsets.UTF_8));
    }
}
