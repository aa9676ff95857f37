package marquee.protocol.replication;

import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/// The one binary form of an [Entry], on the wire and in the sequencer's log.
public final class EntryCodec {
    private static final int REQUEST = 1;
    private static final int MARK = 2;
    private static final int MARK_FOR_JOINER = 3;
    private static final int MARK_FOR_SNAPSHOT = 4;

    private EntryCodec() {}

    /// Appends `entry` to `out`.
    public static void encode(Entry entry, WireWriter out) {
        Fields.write(entry.stamp(), out.varint(entry.number()));
        switch (entry.content()) {
            case Entry.Request(var id, var operation, var replyTo) -> {
                RequestIdCodec.encode(id, out.u8(REQUEST));
                Fields.write(replyTo, out.bytes(operation));
            }
            case Entry.Mark(var joiner, boolean snapshot) -> {
                if (joiner == null) {
                    out.u8(snapshot ? MARK_FOR_SNAPSHOT : MARK);
                } else {
                    Fields.write(joiner, out.u8(MARK_FOR_JOINER));
                }
            }
            case MembershipChange change -> MembershipWire.encode(change, out);
        }
    }

    /// Reads an entry; what is left of `in` is the caller's.
    ///
    /// @return null if the bytes are no entry
    public static @Nullable Entry decode(WireReader in) {
        long number = Fields.number(in);
        var stamp = Fields.stamp(in);
        int kind = in.u8();
        Entry.Content content =
                switch (kind) {
                    case REQUEST ->
                            new Entry.Request(
                                    RequestIdCodec.decode(in),
                                    in.bytes(Entry.OPERATION_MAX),
                                    Fields.peer(in));
                    case MARK -> new Entry.Mark(null);
                    case MARK_FOR_JOINER -> new Entry.Mark(Fields.replicaId(in));
                    case MARK_FOR_SNAPSHOT -> new Entry.Mark(null, true);
                    default -> MembershipWire.decode(kind, in);
                };
        return content == null || in.failed() || number == 0
                ? null
                : new Entry(number, stamp, content);
    }
}
