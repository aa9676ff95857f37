package marquee.transport.udp;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;
import static java.lang.foreign.ValueLayout.JAVA_LONG;
import static java.lang.foreign.ValueLayout.JAVA_SHORT;

import java.lang.foreign.Arena;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemoryLayout.PathElement;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.StructLayout;

/// What Linux's `sendmsg` and `recvmsg` are handed: bytes in one piece, whom they are for if that
/// is to be said, and beside them one number that UDP has a meaning for. Used by one thread.
final class SocketMessage {
    /// The level of whatever is asked of UDP.
    static final int SOL_UDP = 17;

    private static final StructLayout PIECE =
            MemoryLayout.structLayout(ADDRESS.withName("base"), JAVA_LONG.withName("length"));
    private static final StructLayout CONTROL =
            MemoryLayout.structLayout(
                    JAVA_LONG.withName("length"),
                    JAVA_INT.withName("level"),
                    JAVA_INT.withName("type"),
                    JAVA_INT.withName("number"),
                    MemoryLayout.paddingLayout(4));
    private static final StructLayout MESSAGE =
            MemoryLayout.structLayout(
                    ADDRESS.withName("name"),
                    JAVA_LONG.withName("nameLength"),
                    ADDRESS.withName("pieces"),
                    JAVA_LONG.withName("pieceCount"),
                    ADDRESS.withName("control"),
                    JAVA_LONG.withName("controlLength"),
                    JAVA_LONG.withName("flags"));

    private static final long BASE = at(PIECE, "base");
    private static final long LENGTH = at(PIECE, "length");
    private static final long LEVEL = at(CONTROL, "level");
    private static final long TYPE = at(CONTROL, "type");
    private static final long NUMBER = at(CONTROL, "number");
    private static final long CONTROL_LENGTH = at(MESSAGE, "controlLength");

    private final MemorySegment piece;
    private final MemorySegment control;
    private final MemorySegment message;

    /// Makes one of no bytes.
    ///
    /// @param name the address of whom it is for; [MemorySegment#NULL] where nobody asks
    SocketMessage(Arena arena, MemorySegment name) {
        piece = arena.allocate(PIECE);
        control = arena.allocate(CONTROL);
        message = arena.allocate(MESSAGE);
        message.set(ADDRESS, at(MESSAGE, "name"), name);
        message.set(JAVA_LONG, at(MESSAGE, "nameLength"), name.byteSize());
        message.set(ADDRESS, at(MESSAGE, "pieces"), piece);
        message.set(JAVA_LONG, at(MESSAGE, "pieceCount"), 1);
        message.set(ADDRESS, at(MESSAGE, "control"), control);
        message.set(JAVA_LONG, CONTROL_LENGTH, CONTROL.byteSize());
    }

    /// What the function is handed.
    MemorySegment header() {
        return message;
    }

    /// The first `length` bytes of `bytes` are sent, or received into.
    void piece(MemorySegment bytes, long length) {
        piece.set(ADDRESS, BASE, bytes);
        piece.set(JAVA_LONG, LENGTH, length);
    }

    /// `number` of 16 bits, which means `type`, goes beside the bytes.
    void number(int type, int number) {
        control.set(JAVA_LONG, at(CONTROL, "length"), NUMBER + Short.BYTES);
        control.set(JAVA_INT, LEVEL, SOL_UDP);
        control.set(JAVA_INT, TYPE, type);
        control.set(JAVA_SHORT, NUMBER, (short) number);
    }

    /// A number may come beside the bytes.
    void expectNumber() {
        message.set(JAVA_LONG, CONTROL_LENGTH, CONTROL.byteSize());
    }

    /// The number of 32 bits that came; 0 if none did.
    int number() {
        return message.get(JAVA_LONG, CONTROL_LENGTH) > NUMBER ? control.get(JAVA_INT, NUMBER) : 0;
    }

    private static long at(StructLayout layout, String field) {
        return layout.byteOffset(PathElement.groupElement(field));
    }
}
