package marquee.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import org.jspecify.annotations.Nullable;

/// One request to the web service (docs/http-api.md), for as long as it takes to be answered: every
/// attempt carries the same key, so it is executed once however often it is sent while replicas
/// keep that key for certain (rule P3).
///
/// @param user in whose name an operation is asked for; empty for anything else
/// @param path with its query, from the first slash
/// @param body null where the request has none
/// @param key the idempotency key; empty for a request that changes nothing
/// @param field what every success of a front end has in its body
public record Call(
        String user,
        String method,
        String path,
        @Nullable ObjectNode body,
        String key,
        String field) {
    /// One of the operations.
    Call(String user, String method, String path, @Nullable ObjectNode body, String key) {
        this(user, method, path, body, key, "code");
    }

    /// Whether it asks for one of the operations, in a user's name.
    boolean isOperation() {
        return !user.isEmpty();
    }

    /// Whether it has a key, so that it can change something, and be repeated.
    boolean hasKey() {
        return !key.isEmpty();
    }
}
