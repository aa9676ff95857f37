package marquee.client;

import com.google.common.base.CharMatcher;
import com.google.common.io.BaseEncoding;
import com.google.common.net.InetAddresses;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import javax.net.ssl.SSLContext;
import marquee.applications.booking.UserId;
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

    /// How front ends spell tokens: the first nine bytes are a letter and the user's id.
    private static final Pattern FORM =
            Pattern.compile("marquee1\\.([A-Za-z0-9_-]{12})[A-Za-z0-9_-]{80}");

    private static final BaseEncoding BASE64 = BaseEncoding.base64Url();

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
                file == null
                        ? String.valueOf(environment).strip()
                        : SecretFile.read("token", file).strip();
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

    /// Checks that a token, if there is one, can be read by nobody on its way to `urls`: it goes by
    /// TLS, or stays on this machine.
    ///
    /// @throws ConfigException if it could be
    void requireSecrecy(List<URI> urls) throws ConfigException {
        for (var url : urls) {
            if (!token.isEmpty() && "http".equals(url.getScheme()) && !isHere(url.getHost())) {
                throw new ConfigException(
                        url
                                + " has no TLS, so that the token could be read on its way:"
                                + " expected https, a front end of this machine, or --insecure");
            }
        }
    }

    private static boolean isHere(String host) {
        return host.equals("localhost")
                || (InetAddresses.isUriInetAddress(host)
                        && isHere(InetAddresses.forUriString(host)));
    }

    /// What goes to an address of this machine's own does not leave it, whatever its interface.
    private static boolean isHere(InetAddress address) {
        try {
            return address.isLoopbackAddress()
                    || NetworkInterface.getByInetAddress(address) != null;
        } catch (SocketException e) {
            return false;
        }
    }

    /// Whose token it is by what it says of itself, which only a front end can find to be true;
    /// null if there is none, or none of a form that is known here.
    @Nullable UserId user() {
        var spelled = FORM.matcher(token);
        if (!spelled.matches()) {
            return null;
        }
        var kindAndId = BASE64.decode(spelled.group(1));
        return UserId.parse(new String(kindAndId, StandardCharsets.US_ASCII).substring(1));
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
