package marquee.client;

import com.google.common.base.CharMatcher;
import java.nio.file.Path;
import javax.net.ssl.SSLContext;
import marquee.config.ConfigException;
import marquee.config.SecretFile;
import org.jspecify.annotations.Nullable;

/// What a client shows a front end to be known, and what it wants to be shown itself. Its text says
/// nothing of a token, so that no log does. Immutable.
public final class Credentials {
    /// Those of a client that is taken at its word.
    public static final Credentials NONE = new Credentials("", null);

    /// Longer than any token, and short enough for a header.
    private static final int TOKEN_MAX = 512;

    private static final CharMatcher VISIBLE = CharMatcher.inRange('!', '~');

    private final String token;
    private final @Nullable SSLContext trust;

    private Credentials(String token, @Nullable SSLContext trust) {
        this.token = token;
        this.trust = trust;
    }

    /// Those with the token in `file`, which others must not be able to read; without a file, with
    /// the token that the environment holds, if it holds one.
    ///
    /// @throws ConfigException if there is none in the file, or the text cannot be one
    static Credentials of(@Nullable Path file, @Nullable String environment)
            throws ConfigException {
        if (file == null && environment == null) {
            return NONE;
        }
        var text =
                file == null ? String.valueOf(environment).strip() : SecretFile.read(file).strip();
        if (text.isEmpty() || text.length() > TOKEN_MAX || !VISIBLE.matchesAllOf(text)) {
            throw new ConfigException(
                    "%s: expected one token, as ./marquee config token prints it"
                            .formatted(file == null ? CredentialsOptions.VARIABLE : file));
        }
        return new Credentials(text, null);
    }

    /// The same of a client that believes those whose certificates stand in `file`; null for those
    /// whom the JDK believes.
    ///
    /// @throws ConfigException if there are none in it
    Credentials believing(@Nullable Path file) throws ConfigException {
        return file == null ? this : new Credentials(token, Trust.in(file));
    }

    /// Whom the client believes; null for those whom the JDK believes.
    @Nullable SSLContext trust() {
        return trust;
    }

    /// The token; empty for none.
    String token() {
        return token;
    }

    @Override
    public String toString() {
        return token.isEmpty() ? "no token" : "a token";
    }
}
