package marquee.client;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import marquee.config.ExitStatus;

/// What the web service answered.
///
/// @param status of HTTP
/// @param sequenceNumber the request's place in the order; empty if it has none
/// @param agreedBy the replicas whose replies made the answer; empty if none did
/// @param body a JSON object
public record Answer(int status, String sequenceNumber, String agreedBy, JsonNode body) {
    private static final int ERRORS = 400;
    private static final int SERVER_ERRORS = 500;
    private static final int TOO_MANY_REQUESTS = 429;
    private static final int UNAVAILABLE = 503;

    /// Whether the operation succeeded.
    public boolean isOk() {
        return status < ERRORS;
    }

    /// Whether another attempt can bring another answer, and is safe.
    public boolean isTransient() {
        return status == TOO_MANY_REQUESTS || status == UNAVAILABLE;
    }

    /// Whether what was asked may have been done although the answer is no success (rule P6). A
    /// refusal says that it was not; that there was no agreement does not.
    public boolean mayBeDone() {
        return status == UNAVAILABLE;
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
        return isTransient() || status >= SERVER_ERRORS
                ? ExitStatus.UNREACHABLE
                : ExitStatus.REFUSED;
    }
}
