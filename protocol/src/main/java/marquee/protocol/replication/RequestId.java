package marquee.protocol.replication;

/// Names one request for its whole life, retries included (rule P1). Two requests with one id and
/// unlike operations are a client's mistake, answered `KEY_REUSED` (rule P4).
///
/// @param client who keeps the request apart from others: the acting user where the client named
///   its request, else the front end's own session
/// @param key the name the client gave, or a number of the front end's own session
public record RequestId(String client, String key) {
    /// The longest name of a client, in visible ASCII characters.
    public static final int CLIENT_MAX = 40;

    /// The longest key, in visible ASCII characters.
    public static final int KEY_MAX = 64;

    /// What the names of front ends' own sessions start with; no user id does.
    public static final char OWN_SESSION = '#';

    /// Whether a front end made this id because the client had given none.
    public boolean isOwnSession() {
        return client.charAt(0) == OWN_SESSION;
    }

    @Override
    public String toString() {
        return client + "/" + key;
    }
}
