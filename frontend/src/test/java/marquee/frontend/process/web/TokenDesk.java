package marquee.frontend.process.web;

import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicReference;
import marquee.applications.booking.UserId;
import marquee.config.ConfigException;
import marquee.frontend.process.access.Access;
import marquee.frontend.process.access.Token;
import marquee.frontend.process.access.TokenKeys;

/// Gives out tokens with a key of its own, in a time that only moves when it is told to.
public final class TokenDesk {
    /// How long users' tokens hold from the beginning; operators' hold ten times as long.
    static final int SECONDS = 3_600;

    private static final Instant BEGINNING = Instant.parse("2026-11-21T10:00:00Z");
    private static final long CLUSTER = 17;

    private final AtomicReference<Instant> now = new AtomicReference<>(BEGINNING);
    private final TokenKeys keys;

    public TokenDesk() {
        try {
            var folder = Files.createTempDirectory("marquee-token-desk");
            var file = folder.resolve("tokens");
            TokenKeys.create(file);
            keys = TokenKeys.read(file);
            Files.delete(file);
            Files.delete(folder);
        } catch (IOException | ConfigException e) {
            throw new AssertionError(e);
        }
    }

    /// For a web service that takes its tokens.
    public Access access() {
        return Access.byTokens(keys, CLUSTER, now::get);
    }

    /// Lets time pass.
    void pass(int seconds) {
        now.updateAndGet(before -> before.plusSeconds(seconds));
    }

    /// The value of a header that says who a user is.
    String user(String id) {
        return bearer(id, false, CLUSTER);
    }

    /// The value of a header that says who an operator is.
    String operator(String id) {
        return bearer(id, true, CLUSTER);
    }

    /// One of an operator of another cluster that has the same key.
    String ofAnotherCluster(String id) {
        return bearer(id, true, CLUSTER + 1);
    }

    private String bearer(String id, boolean operator, long cluster) {
        var user = Objects.requireNonNull(UserId.parse(id));
        var expires = BEGINNING.plusSeconds(operator ? 10 * SECONDS : SECONDS);
        return "Bearer " + keys.sign(new Token(user, operator, cluster, expires));
    }
}
