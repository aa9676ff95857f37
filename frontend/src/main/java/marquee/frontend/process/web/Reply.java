package marquee.frontend.process.web;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableMap;
import java.util.Locale;
import marquee.frontend.FrontEndEffect;
import marquee.frontend.FrontEndEffect.Reason;
import marquee.frontend.FrontEndEffect.Refused;

/// What a client is answered.
///
/// @param code what metrics and logs call it, such as `BOOKED` or `NO_AGREEMENT`
/// @param contentType what `body` is, whatever the status: [#JSON] or [#PROBLEM]
/// @param headers in addition to those that every reply has
public record Reply(
        int status,
        String code,
        String contentType,
        ObjectNode body,
        ImmutableMap<String, String> headers) {
    static final String JSON = "application/json";
    static final String PROBLEM = "application/problem+json";

    /// The header that says where in the order a request was answered.
    public static final String SEQUENCE_NUMBER = "Sequence-Number";

    /// The header that says which replicas have agreed on the answer.
    public static final String AGREED_BY = "Agreed-By";

    private static final String RETRY_AFTER_SECONDS = "1";

    /// A document that says what was done or asked for.
    public static Reply json(int status, String code, ObjectNode body) {
        return new Reply(status, code, JSON, body, ImmutableMap.of());
    }

    /// A problem document with more members than all have.
    public static Reply problem(int status, String code, ObjectNode body) {
        return new Reply(status, code, PROBLEM, body, ImmutableMap.of());
    }

    /// A problem document (RFC 9457) whose `detail` is for people.
    public static Reply problem(ProblemCode code, String detail) {
        return new Reply(
                code.status(),
                code.name(),
                PROBLEM,
                problem(code.name(), code.title(), code.status(), detail),
                code.isTransient()
                        ? ImmutableMap.of("Retry-After", RETRY_AFTER_SECONDS)
                        : ImmutableMap.of());
    }

    /// Why there is no answer to a question for the sequencer. What of it the front end does not
    /// hand over comes while it ends.
    public static Reply unanswered(FrontEndEffect effect) {
        return switch (effect) {
            case Refused(_, var reason) when reason == Reason.NOT_HANDED_OVER ->
                    problem(ProblemCode.ENDING, "another front end goes on");
            case Refused _ ->
                    problem(ProblemCode.TOO_MANY_REQUESTS, "too many questions like this are open");
            default -> problem(ProblemCode.NO_AGREEMENT, "the sequencer does not answer");
        };
    }

    /// The members that every problem document has; the type tells problems apart and leads
    /// nowhere.
    public static ObjectNode problem(String code, String title, int status, String detail) {
        return JsonNodeFactory.instance
                .objectNode()
                .put("type", "urn:marquee:" + code.toLowerCase(Locale.ROOT).replace('_', '-'))
                .put("title", title)
                .put("status", status)
                .put("detail", detail)
                .put("code", code);
    }

    /// Whether it says why something was not done.
    public boolean isProblem() {
        return contentType.equals(PROBLEM);
    }

    /// This reply with one more header.
    public Reply with(String header, String value) {
        return new Reply(
                status,
                code,
                contentType,
                body,
                ImmutableMap.<String, String>builder().putAll(headers).put(header, value).build());
    }
}
