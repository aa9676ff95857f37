package marquee.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import marquee.config.ExitStatus;

/// What the web service answered.
///
/// @param status of HTTP
/// @param sequenceNumber the request's place in the order, from 1; 0 if it has none
/// @param agreedBy the replicas whose replies made the answer; empty if none did
/// @param body a JSON object
public record Answer(int status, long sequenceNumber, String agreedBy, JsonNode body) {
    /// The least status that leads elsewhere.
    static final int REDIRECTIONS = 300;

    /// The least status of a failure that is not the client's.
    static final int SERVER_ERRORS = 500;

    private static final int SUCCESSES = 200;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int BAD_GATEWAY = 502;
    private static final int UNAVAILABLE = 503;
    private static final int GATEWAY_TIMEOUT = 504;

    /// Whether the operation succeeded.
    public boolean isOk() {
        return status >= SUCCESSES && status < REDIRECTIONS;
    }

    /// Whether another attempt can bring another answer, and is safe.
    public boolean isTransient() {
        return switch (status) {
            case TOO_MANY_REQUESTS, BAD_GATEWAY, UNAVAILABLE, GATEWAY_TIMEOUT -> true;
            default -> false;
        };
    }

    /// Whether what was asked may have been done although the answer is no success (rule P6). A
    /// refusal says that it was not; that there was no agreement, or a fault, does not.
    public boolean mayBeDone() {
        return status >= SERVER_ERRORS;
    }

    /// Whether it has a place in the order.
    boolean isInOrder() {
        return sequenceNumber > 0;
    }

    /// The same without its sentence, which tells of the last attempt alone.
    Answer withoutDetail() {
        ObjectNode rest = body.deepCopy();
        rest.remove("detail");
        return new Answer(status, sequenceNumber, agreedBy, rest);
    }

    /// The reply's code, such as `BOOKED` or `NOT_ENOUGH_SEATS`.
    public String code() {
        return body.path("code").asText("HTTP_" + status);
    }

    /// What a program that asked for just this ends with, of [ExitStatus].
    public int exitStatus() {
        if (isOk()) {
            return ExitStatus.DONE;
        }
        return isTransient() || mayBeDone() ? ExitStatus.UNREACHABLE : ExitStatus.REFUSED;
    }
}
