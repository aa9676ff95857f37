package marquee.protocol.replication;

import com.google.common.base.Preconditions;

/// Names one request for its whole life, retries included (rule P1). Two requests with one id and
/// unlike operations are a client's mistake, answered `KEY_REUSED` (rule P4).
///
/// A front end that names a request counts: its key is a number and no text, which all the roles
/// make, send, read and compare much more cheaply.
///
/// @param client who keeps the request apart from others: the acting user where the client named
///   its request, else the front end's own session
/// @param key the name the client gave; empty in a front end's own session
/// @param number the number of the request in the front end's own session, from 1; 0 for a client's
public record RequestId(String client, String key, long number) {
    /// The longest name of a client, in visible ASCII characters.
    public static final int CLIENT_MAX = 40;

    /// The longest key, in visible ASCII characters.
    public static final int KEY_MAX = 64;

    /// What the names of front ends' own sessions start with; no user id does.
    public static final char OWN_SESSION = '#';

    public RequestId {
        boolean own = isOwnSession(client);
        Preconditions.checkArgument(own ? number > 0 : number == 0, "number %s", number);
        Preconditions.checkArgument(own == key.isEmpty(), "key %s", key);
    }

    /// The id of a request that `client` has named `key`.
    public static RequestId named(String client, String key) {
        return new RequestId(client, key, 0);
    }

    /// The id of the request `number`, 1 at least, of a front end's own `session`.
    public static RequestId own(String session, long number) {
        return new RequestId(session, "", number);
    }

    /// Whether a front end made this id because the client had given none.
    public boolean isOwnSession() {
        return number > 0;
    }

    /// Whether `client`, which is not empty, is a front end's own session.
    public static boolean isOwnSession(String client) {
        return client.charAt(0) == OWN_SESSION;
    }

    @Override
    public String toString() {
        return client + "/" + (isOwnSession() ? Long.toString(number) : key);
    }
}
