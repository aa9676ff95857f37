package marquee.frontend.process.access;

import com.google.common.base.Preconditions;
import com.google.common.io.BaseEncoding;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import marquee.applications.booking.UserId;

/// How a token is spelled: a prefix with the number of the form, and 69 bytes in the alphabet of
/// base64 for addresses. As 69 is a multiple of three there is neither padding nor a bit to spare,
/// so no two spellings say the same. There is nothing in it that chooses an algorithm.
///
/// | bytes | are |
/// |---|---|
/// | 1 | `U` for a user, `O` for an operator |
/// | 8 | the user's id in ASCII |
/// | 8 | the number of the cluster |
/// | 8 | when it expires, in seconds since 1970 |
/// | 4 | the number of the key |
/// | 8 | by chance, so that no two tokens are alike |
/// | 32 | HMAC-SHA-256 of what comes before |
final class TokenForm {
    /// The bytes that make tokens unlike each other.
    static final int UNLIKE_SIZE = 8;

    /// The characters of every token.
    static final int LENGTH = 101;

    private static final String PREFIX = "marquee1.";
    private static final BaseEncoding BASE64 = BaseEncoding.base64Url().omitPadding();

    private static final byte USER = 'U';
    private static final byte OPERATOR = 'O';
    private static final int ID_SIZE = 8;
    private static final int ID_AT = 1;
    private static final int CLUSTER_AT = ID_AT + ID_SIZE;
    private static final int EXPIRES_AT = CLUSTER_AT + Long.BYTES;
    private static final int KEY_AT = EXPIRES_AT + Long.BYTES;
    private static final int WORDS_SIZE = KEY_AT + Integer.BYTES + UNLIKE_SIZE;

    private TokenForm() {}

    /// What of `token` is signed by the key of `number`.
    static byte[] words(Token token, int number, byte[] unlike) {
        Preconditions.checkArgument(unlike.length == UNLIKE_SIZE, "%s bytes", unlike.length);
        return ByteBuffer.allocate(WORDS_SIZE)
                .put(token.operator() ? OPERATOR : USER)
                .put(token.user().toString().getBytes(StandardCharsets.US_ASCII))
                .putLong(token.cluster())
                .putLong(token.expires().getEpochSecond())
                .putInt(number)
                .put(unlike)
                .array();
    }

    static String text(byte[] words, byte[] tag) {
        return PREFIX
                + BASE64.encode(
                        ByteBuffer.allocate(WORDS_SIZE + TokenKey.TAG_SIZE)
                                .put(words)
                                .put(tag)
                                .array());
    }

    /// The bytes that `text` spells.
    static byte[] bytes(String text) throws TokenException {
        boolean plausible = text.length() == LENGTH && text.startsWith(PREFIX);
        var spelled = plausible ? text.substring(PREFIX.length()) : "";
        if (!plausible || !BASE64.canDecode(spelled)) {
            throw new TokenException(TokenFault.MALFORMED);
        }
        return BASE64.decode(spelled);
    }

    static byte[] words(byte[] bytes) {
        return Arrays.copyOf(bytes, WORDS_SIZE);
    }

    static byte[] tag(byte[] bytes) {
        return Arrays.copyOfRange(bytes, WORDS_SIZE, bytes.length);
    }

    static int keyNumber(byte[] bytes) {
        return ByteBuffer.wrap(bytes).getInt(KEY_AT);
    }

    /// What `bytes` say, whose tag was found right.
    static Token token(byte[] bytes) throws TokenException {
        var buffer = ByteBuffer.wrap(bytes);
        var id = new String(bytes, ID_AT, ID_SIZE, StandardCharsets.US_ASCII);
        var user = UserId.parse(id);
        byte kind = bytes[0];
        if (user == null || (kind != USER && kind != OPERATOR)) {
            throw new TokenException(TokenFault.MALFORMED);
        }
        return new Token(
                user,
                kind == OPERATOR,
                buffer.getLong(CLUSTER_AT),
                Instant.ofEpochSecond(buffer.getLong(EXPIRES_AT)));
    }
}
