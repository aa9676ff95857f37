package marquee.config;

import com.google.common.io.BaseEncoding;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFileAttributeView;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.EnumSet;
import java.util.Set;

/// Files that only their owner may read: the secret of a cluster, and the keys of one node (rule
/// P44). What is wrong with one is told without a byte of what it says.
public final class SecretFile {
    /// The bytes of a cluster's secret: 256 bits.
    public static final int SECRET_SIZE = 32;

    /// More than any such file needs.
    private static final int FILE_BYTES_MAX = 1_000_000;

    private static final BaseEncoding HEX = BaseEncoding.base16().lowerCase();
    private static final Set<PosixFilePermission> OWNER_ONLY =
            PosixFilePermissions.fromString("rw-------");
    private static final Set<PosixFilePermission> FOR_OTHERS =
            PosixFilePermissions.fromString("---rwxrwx");

    private SecretFile() {}

    /// Makes a new secret by chance, in a new file, `file`.
    ///
    /// @throws FileAlreadyExistsException if there is one: what was handed out would be worth
    ///   nothing
    public static void makeSecret(Path file) throws IOException {
        var secret = new byte[SECRET_SIZE];
        new SecureRandom().nextBytes(secret);
        create(file, HEX.encode(secret) + "\n");
    }

    /// Reads the secret in `file`.
    ///
    /// @throws ConfigException if there is none, or others may read it
    public static byte[] readSecret(Path file) throws ConfigException {
        var text = read("secret", file).strip();
        if (text.length() != 2 * SECRET_SIZE || !HEX.canDecode(text)) {
            throw new ConfigException(
                    "secret %s: expected %d hexadecimal digits, as ./marquee config keys makes them"
                            .formatted(file, 2 * SECRET_SIZE));
        }
        return HEX.decode(text);
    }

    /// Writes `text` to a new file, `file`, for its owner only. There is none if that fails, as on
    /// a full disk: what was written by half would be taken for a secret later.
    ///
    /// @throws FileAlreadyExistsException if there is one
    public static void create(Path file, String text) throws IOException {
        if (Files.getFileAttributeView(file, PosixFileAttributeView.class) == null) {
            Files.createFile(file);
        } else {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(OWNER_ONLY));
        }
        try (var out = FileChannel.open(file, StandardOpenOption.WRITE)) {
            var bytes = StandardCharsets.UTF_8.encode(text);
            while (bytes.hasRemaining()) {
                out.write(bytes);
            }
            out.force(true);
        } catch (IOException e) {
            Files.deleteIfExists(file);
            throw e;
        }
    }

    /// Writes `text` in the place of what is in `file`, for its owner only; at any moment, that of
    /// a power cut too, the file holds all of the one or all of the other.
    public static void replace(Path file, String text) throws IOException {
        var whole = file.toAbsolutePath();
        var fresh = whole.resolveSibling(whole.getFileName() + ".new");
        Files.deleteIfExists(fresh); // It is left of an attempt that was cut off.
        try {
            create(fresh, text);
            Files.move(fresh, whole, StandardCopyOption.ATOMIC_MOVE);
        } finally {
            Files.deleteIfExists(fresh);
        }
    }

    /// Reads `file`.
    ///
    /// @param noun what it should hold, for complaints
    /// @throws ConfigException if there is none, or others may read it
    public static String read(String noun, Path file) throws ConfigException {
        try {
            var view = Files.getFileAttributeView(file, PosixFileAttributeView.class);
            if (view != null) {
                refuseOthers(noun, file, view.readAttributes().permissions());
            }
            if (Files.size(file) > FILE_BYTES_MAX) {
                throw new ConfigException("%s %s: is too long".formatted(noun, file));
            }
            return new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException e) {
            throw new ConfigException(
                    "%s %s: there is no such file, expected one for its owner only"
                            .formatted(noun, file));
        } catch (IOException e) {
            throw new ConfigException("%s %s: cannot be read (%s)".formatted(noun, file, e));
        }
    }

    private static void refuseOthers(String noun, Path file, Set<PosixFilePermission> granted)
            throws ConfigException {
        var others = EnumSet.copyOf(FOR_OTHERS);
        others.retainAll(granted);
        if (!others.isEmpty()) {
            throw new ConfigException(
                    "%s %s: others may use it (%s), expected mode 600"
                            .formatted(noun, file, PosixFilePermissions.toString(granted)));
        }
    }
}
