package marquee.frontend.process.web;

import java.util.Locale;
import marquee.frontend.process.access.TokenFault;

/// Why somebody was sent away before his request was looked at; each is counted, by its name in
/// small letters, in `marquee_refused_total`.
public enum Rejection {
    /// In a laboratory: a request for another host's name.
    FOREIGN_HOST,
    /// In a laboratory: no user, or several, in the header.
    NO_USER,
    /// No token at all.
    NO_TOKEN,
    /// More than one.
    SEVERAL_TOKENS,
    MALFORMED_TOKEN,
    /// Signed with a key that does not hold here: changed, or another cluster's.
    UNKNOWN_KEY,
    FORGED_TOKEN,
    FOREIGN_TOKEN,
    EXPIRED_TOKEN,
    /// A user's token where an operator's is asked for.
    NO_OPERATOR,
    /// The user has too many requests in flight.
    USER_BUSY,
    /// A connection of an address that has too many.
    ADDRESS_CROWDED,
    /// No more connections were taken for a while; counted each time that this begins.
    FULL,
    /// A connection whose client took too long for a request, or to hang up.
    SLOW,
    /// A connection that lay still while there was little room for others.
    IDLE,
    /// A request's head is too long.
    HEAD_TOO_LARGE,
    /// No HTTP, or a path that can be read in two ways.
    NOT_HTTP;

    static Rejection of(TokenFault fault) {
        return switch (fault) {
            case MALFORMED -> MALFORMED_TOKEN;
            case UNKNOWN_KEY -> UNKNOWN_KEY;
            case FORGED -> FORGED_TOKEN;
            case FOREIGN -> FOREIGN_TOKEN;
            case EXPIRED -> EXPIRED_TOKEN;
        };
    }

    /// What metrics call it.
    public String label() {
        return name().toLowerCase(Locale.ROOT);
    }
}
