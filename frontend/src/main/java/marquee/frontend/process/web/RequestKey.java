package marquee.frontend.process.web;

import com.google.common.base.CharMatcher;
import java.util.List;
import marquee.applications.booking.BookingOperation;
import marquee.protocol.replication.RequestId;
import org.jspecify.annotations.Nullable;

/// The header that names a request, so that it can be repeated (docs/http-api.md).
public final class RequestKey {
    /// Its name.
    public static final String HEADER = "Idempotency-Key";

    /// What is added to "not done" of a request that has a key.
    public static final String THIS_ATTEMPT =
            " by this attempt; an earlier one under its key may have done it";

    private static final CharMatcher VISIBLE_ASCII = CharMatcher.inRange('!', '~');

    private RequestKey() {}

    /// The id the client gave its request, which is the actor's own; null if it gave none. Asked of
    /// operations that change something only.
    ///
    /// @param keys the header's values
    /// @throws RefusedRequest if they are no key
    public static @Nullable RequestId id(BookingOperation operation, List<String> keys)
            throws RefusedRequest {
        if (!operation.mutates() || keys.isEmpty()) {
            return null;
        }
        var key = keys.getFirst();
        boolean valid =
                keys.size() == 1
                        && !key.isEmpty()
                        && key.length() <= RequestId.KEY_MAX
                        && VISIBLE_ASCII.matchesAllOf(key);
        if (!valid) {
            throw new RefusedRequest(
                    ProblemCode.MALFORMED,
                    "expected one Idempotency-Key of 1 to %d visible ASCII characters"
                            .formatted(RequestId.KEY_MAX));
        }
        return RequestId.named(operation.actor().toString(), key);
    }
}
