package marquee.frontend.process.access;

import com.google.common.base.Joiner;
import com.google.common.base.Preconditions;
import com.google.common.collect.ImmutableList;
import com.google.common.io.BaseEncoding;
import java.io.IOException;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import marquee.config.ConfigException;
import marquee.config.SecretFile;

/// The keys that tokens of a cluster are signed with, newest first. The newest signs; each of them
/// proves, so that a key can be changed while the tokens of the one before still hold. Immutable,
/// thread-safe. docs/decisions/0150 tells why a token looks as it does.
public final class TokenKeys {
    /// The most keys at once: the newest and the one before it.
    static final int KEYS_MAX = 2;

    private static final BaseEncoding HEX = BaseEncoding.base16().lowerCase();

    private final ImmutableList<TokenKey> keys;

    private TokenKeys(ImmutableList<TokenKey> keys) {
        Preconditions.checkArgument(!keys.isEmpty() && keys.size() <= KEYS_MAX, "keys");
        this.keys = keys;
    }

    /// Writes a first key, drawn by chance, to a new file for its owner only.
    ///
    /// @throws java.nio.file.FileAlreadyExistsException if there is such a file
    public static void create(Path file) throws IOException {
        SecretFile.create(file, text(ImmutableList.of(TokenKey.random())));
    }

    /// Puts a new key, which signs from now on, before the newest one in `file`; an older one goes.
    ///
    /// @throws ConfigException as [#read]
    public static void roll(Path file) throws ConfigException, IOException {
        var former = read(file).keys.getFirst();
        SecretFile.replace(file, text(ImmutableList.of(TokenKey.random(), former)));
    }

    /// Leaves nothing but the newest key in `file`: tokens of the one before hold no more.
    ///
    /// @throws ConfigException as [#read]
    public static void retire(Path file) throws ConfigException, IOException {
        SecretFile.replace(file, text(ImmutableList.of(read(file).keys.getFirst())));
    }

    /// Reads the keys in `file`.
    ///
    /// @throws ConfigException if there are none, or others than its owner may read it
    public static TokenKeys read(Path file) throws ConfigException {
        var lines = SecretFile.read("token keys", file).lines().toList();
        boolean valid =
                !lines.isEmpty()
                        && lines.size() <= KEYS_MAX
                        && lines.stream().allMatch(TokenKeys::isKey);
        if (!valid) {
            throw new ConfigException(
                    ("token keys %s: expected one or two lines of %d hexadecimal digits, as"
                                    + " ./marquee config token-key makes them")
                            .formatted(file, 2 * TokenKey.SIZE));
        }
        return new TokenKeys(
                lines.stream()
                        .map(line -> new TokenKey(HEX.decode(line)))
                        .collect(ImmutableList.toImmutableList()));
    }

    private static boolean isKey(String line) {
        return line.length() == 2 * TokenKey.SIZE && HEX.canDecode(line);
    }

    private static String text(ImmutableList<TokenKey> keys) {
        return Joiner.on('\n').join(keys.stream().map(key -> HEX.encode(key.bytes())).iterator())
                + "\n";
    }

    /// Signs `token` with the newest key. No two tokens are the same, even of the same words.
    public String sign(Token token) {
        var unlike = new byte[TokenForm.UNLIKE_SIZE];
        new SecureRandom().nextBytes(unlike);
        var newest = keys.getFirst();
        var words = TokenForm.words(token, newest.number(), unlike);
        return TokenForm.text(words, newest.tag(words));
    }

    /// What `text` says, if it is proved, made for `cluster`, and holds at `now`.
    ///
    /// @throws TokenException if it is not
    public Token verify(String text, long cluster, Instant now) throws TokenException {
        var bytes = TokenForm.bytes(text);
        int number = TokenForm.keyNumber(bytes);
        var key =
                keys.stream()
                        .filter(each -> each.number() == number)
                        .findFirst()
                        .orElseThrow(() -> new TokenException(TokenFault.UNKNOWN_KEY));
        if (!key.proves(TokenForm.words(bytes), TokenForm.tag(bytes))) {
            throw new TokenException(TokenFault.FORGED);
        }
        var token = TokenForm.token(bytes);
        if (token.cluster() != cluster) {
            throw new TokenException(TokenFault.FOREIGN);
        }
        if (!now.isBefore(token.expires())) {
            throw new TokenException(TokenFault.EXPIRED);
        }
        return token;
    }
}
