package marquee.simulation;

import com.google.common.base.Strings;
import java.nio.ByteBuffer;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.function.Consumer;
import marquee.protocol.NodeId;
import org.jspecify.annotations.Nullable;

/// The facts of one run, in order. Their SHA-256 is the run's hash: runs with one hash were the
/// same run. The facts can also be written for a person to read, one a line, and somebody can look
/// on at more; neither changes the hash. Not thread-safe.
public final class Trace {
    private static final int BUFFER_BYTES = 8_192;
    private static final int FACT_BYTES = 3 * Long.BYTES;
    private static final int NAME_WIDTH = 10;
    private static final int TIME_DIGITS = 13;
    private static final long BILLION = 1_000_000_000;

    private final ByteBuffer gathered = ByteBuffer.allocate(BUFFER_BYTES);
    private final MessageDigest digest;
    private final @Nullable Consumer<String> lines;
    private final Onlooker onlooker;

    private Trace(@Nullable Consumer<String> lines, Onlooker onlooker) {
        this.lines = lines;
        this.onlooker = onlooker;
        try {
            this.digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-256", e);
        }
    }

    /// A trace that only hashes.
    public static Trace hashing() {
        return new Trace(null, Onlooker.NOBODY);
    }

    /// A trace that also gives each fact to `lines`.
    public static Trace writing(Consumer<String> lines) {
        return new Trace(lines, Onlooker.NOBODY);
    }

    /// A trace of a run that `onlooker` looks on at.
    public static Trace shown(Onlooker onlooker) {
        return new Trace(null, onlooker);
    }

    /// Who looks on at the run.
    public Onlooker onlooker() {
        return onlooker;
    }

    /// Whether anybody looks on; if not, nobody need tell what happens.
    public boolean isShown() {
        return !onlooker.equals(Onlooker.NOBODY);
    }

    /// Whether somebody reads along; if not, nobody need make a text for [#remark].
    public boolean isRead() {
        return lines != null;
    }

    /// At `now`, `what` happened at `who`; `other` is the node it has to do with, if any, and
    /// `detail` a number that tells this fact from others of its kind.
    public void fact(long now, NodeId who, String what, @Nullable NodeId other, long detail) {
        if (gathered.remaining() < FACT_BYTES) {
            drain();
        }
        // A string's hash code is laid down by its specification: the same in every JVM.
        long kind = ((long) what.hashCode() << 32) | ((long) who.wire() << 16);
        gathered.putLong(now).putLong(kind | (other == null ? 0 : other.wire())).putLong(detail);
        if (lines != null) {
            var with = other == null ? "" : " " + other;
            write(now, who, what + with + " #" + Long.toHexString(detail));
        }
    }

    /// Tells the reader, if there is one, something that the hash need not know.
    public void remark(long now, NodeId who, String text) {
        write(now, who, text);
    }

    /// The hash of all facts so far, in hexadecimal.
    public String hash() {
        drain();
        try {
            var copy = (MessageDigest) digest.clone();
            return HexFormat.of().formatHex(copy.digest());
        } catch (CloneNotSupportedException e) {
            throw new AssertionError("the platform's SHA-256 can be cloned", e);
        }
    }

    private void drain() {
        digest.update(gathered.array(), 0, gathered.position());
        gathered.clear();
    }

    private void write(long now, NodeId who, String text) {
        if (lines != null) {
            lines.accept(
                    time(now)
                            + "  "
                            + Strings.padEnd(who.toString(), NAME_WIDTH, ' ')
                            + "  "
                            + text);
        }
    }

    private static String time(long now) {
        var nanos = Long.toString(BILLION + now % BILLION).substring(1);
        var time = now / BILLION + "." + nanos;
        return Strings.padStart(time, TIME_DIGITS, ' ');
    }
}
