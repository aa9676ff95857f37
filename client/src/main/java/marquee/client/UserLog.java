package marquee.client;

import com.google.common.base.Ascii;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.List;

/// The text log of one user (docs/domain.md, logs): a line for each command with its time, the
/// request and its parameters, success or failure or that it is unknown, the reply, its place in
/// the order and the replicas that agreed on it. When a file is full the next is begun; the oldest
/// go. Several processes may write at once, and several threads through the same object.
public final class UserLog {
    /// How long one file grows, in bytes.
    static final long FILE_BYTES_MAX = 1_000_000;

    /// How many files are kept, the newest among them.
    static final int FILES_MAX = 4;

    private final Path folder;
    private final String user;
    private final long fileBytesMax;

    /// The log of `user` in `folder`, which is made when it is first written to.
    public UserLog(Path folder, String user) {
        this(folder, user, FILE_BYTES_MAX);
    }

    UserLog(Path folder, String user, long fileBytesMax) {
        this.folder = folder;
        // Whatever was typed for a user is no path.
        this.user = Ascii.toUpperCase(user.replaceAll("[^A-Za-z0-9]", "_"));
        this.fileBytesMax = fileBytesMax;
    }

    /// Notes that `call`, for which `words` were said, was answered.
    ///
    /// @throws IOException if the log cannot be written
    public void answered(Call call, List<String> words, Answer answer) throws IOException {
        var otherwise = answer.mayBeDone() && call.hasKey() ? "UNKNOWN" : "REFUSED";
        append(
                "%s %s -> %s %s%s  number %s  agreed by %s"
                        .formatted(
                                call.user(),
                                command(call, words),
                                answer.isOk() ? "OK" : otherwise,
                                answer.code(),
                                AnswerText.fields(answer.body()),
                                answer.isInOrder() ? answer.sequenceNumber() : "-",
                                answer.agreedBy().isEmpty() ? "-" : answer.agreedBy()));
    }

    /// Notes that nobody answered `call`, for which `words` were said, as `why` tells.
    ///
    /// @throws IOException if the log cannot be written
    public void unanswered(Call call, List<String> words, UnreachableException why)
            throws IOException {
        append(
                "%s %s -> %s %s"
                        .formatted(
                                call.user(),
                                command(call, words),
                                why.mayBeDone() && call.hasKey() ? "UNKNOWN" : "FAILED",
                                why.getMessage()));
    }

    private static String command(Call call, List<String> words) {
        var key = call.hasKey() ? " key " + call.key() : "";
        return String.join(" ", words) + key;
    }

    private synchronized void append(String line) throws IOException {
        Files.createDirectories(folder);
        var time = LocalDateTime.now(ZoneId.systemDefault()).truncatedTo(ChronoUnit.MILLIS);
        var text = DateTimeFormatter.ISO_LOCAL_DATE_TIME.format(time) + " " + printable(line);
        var bytes = ByteBuffer.wrap((text + "\n").getBytes(StandardCharsets.UTF_8));
        var guard = folder.resolve(user + ".lock");
        try (var channel =
                        FileChannel.open(
                                guard, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                var _ = channel.lock()) {
            rotate();
            try (var file =
                    FileChannel.open(
                            file(0), StandardOpenOption.CREATE, StandardOpenOption.APPEND)) {
                file.write(bytes);
            }
        }
    }

    private void rotate() throws IOException {
        if (!Files.exists(file(0)) || Files.size(file(0)) < fileBytesMax) {
            return;
        }
        for (int age = FILES_MAX - 1; age > 0; age--) {
            if (Files.exists(file(age - 1))) {
                Files.move(file(age - 1), file(age), StandardCopyOption.REPLACE_EXISTING);
            }
        }
    }

    private Path file(int age) {
        return folder.resolve(user + ".log" + (age == 0 ? "" : "." + age));
    }

    private static String printable(String line) {
        return line.replaceAll("\\p{Cntrl}", "?");
    }
}
