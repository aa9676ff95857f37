package marquee.protocol.replication;

import static marquee.protocol.replication.Stamp.BUSINESS_DAY_MAX;

import marquee.protocol.replication.ReplicationMessage.ToSequencer;
import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;
import org.jspecify.annotations.Nullable;

/// The wire form of what the sequencer can be told.
final class SequencerWire {
    private static final int REQUEST = 0x10;
    private static final int SETTLED = 0x11;
    private static final int SUBSCRIBE = 0x12;
    private static final int PROGRESS = 0x13;
    private static final int MARK_DIGEST = 0x14;
    private static final int CLUSTER_QUERY = 0x15;
    private static final int MOVE_BUSINESS_DATE = 0x16;

    private SequencerWire() {}

    static void encode(ToSequencer message, WireWriter out) {
        switch (message) {
            case ToSequencer.Request(var ticket, var id, var newest, var operation) -> {
                out.u8(REQUEST).varint(ticket);
                Fields.write(id, out);
                out.varint(newest).bytes(operation);
            }
            case ToSequencer.Settled(var ticket) -> out.u8(SETTLED).varint(ticket);
            case ToSequencer.Subscribe(var from, var executed, var biography) -> {
                out.u8(SUBSCRIBE);
                Fields.write(from, out);
                Fields.write(biography, out.varint(executed));
            }
            case ToSequencer.Progress(var from, var executed) -> {
                out.u8(PROGRESS);
                Fields.write(from, out);
                out.varint(executed);
            }
            case ToSequencer.MarkDigest(var from, var number, var digest) -> {
                out.u8(MARK_DIGEST);
                Fields.write(from, out);
                Fields.write(digest, out.varint(number));
            }
            case ToSequencer.ClusterQuery(var query) -> out.u8(CLUSTER_QUERY).varint(query);
            case ToSequencer.MoveBusinessDate(var query, var day) ->
                    out.u8(MOVE_BUSINESS_DATE).varint(query).varint(day);
        }
    }

    static @Nullable ToSequencer decode(WireReader in) {
        return switch (in.u8()) {
            case REQUEST ->
                    new ToSequencer.Request(
                            in.varint(),
                            Fields.requestId(in),
                            in.varint(),
                            in.bytes(Entry.OPERATION_MAX));
            case SETTLED -> new ToSequencer.Settled(in.varint());
            case SUBSCRIBE ->
                    new ToSequencer.Subscribe(
                            Fields.replicaId(in), Fields.number(in), Fields.biography(in));
            case PROGRESS -> new ToSequencer.Progress(Fields.replicaId(in), Fields.number(in));
            case MARK_DIGEST ->
                    new ToSequencer.MarkDigest(
                            Fields.replicaId(in), Fields.number(in), Fields.digest(in));
            case CLUSTER_QUERY -> new ToSequencer.ClusterQuery(in.varint());
            case MOVE_BUSINESS_DATE ->
                    new ToSequencer.MoveBusinessDate(in.varint(), in.varint(0, BUSINESS_DAY_MAX));
            default -> null;
        };
    }
}
