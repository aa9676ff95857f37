package marquee.frontend.process.access;

import java.time.Instant;
import marquee.applications.booking.UserId;

/// What a token says; that it is true, only its signature does ([TokenKeys]). Immutable.
///
/// @param user who its holder is
/// @param operator whether the holder may also look after the cluster
/// @param cluster where it holds, by the number that the cluster's name gives
/// @param expires from when on it holds no more, to the second
public record Token(UserId user, boolean operator, long cluster, Instant expires) {}
