package marquee.protocol.replication;

import static marquee.protocol.replication.Stamp.BUSINESS_DAY_MAX;

import marquee.protocol.replication.ReplicationMessage.ToReplica.Chunk;
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
    private static final int VERDICTS = 0x17;
    private static final int ORDER_ANEW = 0x18;
    private static final int READY = 0x19;
    private static final int PROPOSAL = 0x1a;
    private static final int ENDED = 0x1b;
    private static final int RETURNED = 0x1c;
    private static final int SUBSCRIBE_FROM_START = 0x1d;
    private static final int SNAPSHOT_CHUNK = 0x1e;
    private static final int SNAPSHOT_SUM = 0x1f;
    private static final int NO_SNAPSHOT = 0x50;
    private static final int WANT_ARCHIVED = 0x51;
    private static final int CHANGE_FAULTS = 0x52;
    private static final int WANT_ENTRIES = 0x53;
    private static final int WANT_PART = 0x54;

    private static final int NODES_MAX = 0xff;

    private SequencerWire() {}

    static void encode(ToSequencer message, WireWriter out) {
        switch (message) {
            case ToSequencer.Request request -> write(request, out.u8(REQUEST));
            case ToSequencer.Settled(var ticket) -> out.u8(SETTLED).varint(ticket);
            case ToSequencer.Subscribe(var from, var executed, var biography) -> {
                out.u8(SUBSCRIBE);
                Fields.write(from, out);
                Fields.write(biography, out.varint(executed));
            }
            case ToSequencer.SubscribeFromStart(var from) ->
                    Fields.write(from, out.u8(SUBSCRIBE_FROM_START));
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
            case ToSequencer.ChangeFaults(var query, var nodes, var order) -> {
                out.u8(CHANGE_FAULTS).varint(query).u8(nodes.size());
                nodes.forEach(node -> Fields.write(node, out));
                Fields.write(order, out);
            }
            case ToSequencer.Verdicts(var replica, var judgements) -> {
                Fields.write(replica, out.u8(VERDICTS));
                MembershipWire.write(judgements, out);
            }
            case ToSequencer.OrderAnew(var request, long number) ->
                    write(request, out.u8(ORDER_ANEW).varint(number));
            case ToSequencer.Ready(var from, long executed) -> {
                Fields.write(from, out.u8(READY));
                out.varint(executed);
            }
            case ToSequencer.SnapshotChunk(var from, long number, int place, var chunk) -> {
                Fields.write(from, out.u8(SNAPSHOT_CHUNK));
                out.varint(number).varint(place).bytes(chunk);
            }
            case ToSequencer.SnapshotSum(var from, long number, int chunks, var sum) -> {
                Fields.write(from, out.u8(SNAPSHOT_SUM));
                out.varint(number).varint(chunks).bytes(sum);
            }
            case ToSequencer.NoSnapshot(var from, long number) -> {
                Fields.write(from, out.u8(NO_SNAPSHOT));
                out.varint(number);
            }
            case ToSequencer.WantArchived(var from, long number, int place) -> {
                Fields.write(from, out.u8(WANT_ARCHIVED));
                out.varint(number).varint(place);
            }
            case ToSequencer.Proposal(var votes) -> BallotWire.write(votes, out.u8(PROPOSAL));
            case ToSequencer.Ended(var replica) -> Fields.write(replica, out.u8(ENDED));
            case ToSequencer.Returned() -> out.u8(RETURNED);
            case ToSequencer.WantEntries(long executed) -> out.u8(WANT_ENTRIES).varint(executed);
            case ToSequencer.WantPart(long number, int place) ->
                    out.u8(WANT_PART).varint(number).varint(place);
        }
    }

    static @Nullable ToSequencer decode(WireReader in) {
        int kind = in.u8();
        return switch (kind) {
            case REQUEST -> request(in);
            case SETTLED -> new ToSequencer.Settled(in.varint());
            case SUBSCRIBE ->
                    new ToSequencer.Subscribe(
                            Fields.replicaId(in), Fields.number(in), Fields.biography(in));
            case SUBSCRIBE_FROM_START -> new ToSequencer.SubscribeFromStart(Fields.replicaId(in));
            case PROGRESS -> new ToSequencer.Progress(Fields.replicaId(in), Fields.number(in));
            case MARK_DIGEST ->
                    new ToSequencer.MarkDigest(
                            Fields.replicaId(in), Fields.number(in), Fields.digest(in));
            case CLUSTER_QUERY -> new ToSequencer.ClusterQuery(in.varint());
            case MOVE_BUSINESS_DATE ->
                    new ToSequencer.MoveBusinessDate(in.varint(), in.varint(0, BUSINESS_DAY_MAX));
            case CHANGE_FAULTS ->
                    new ToSequencer.ChangeFaults(
                            in.varint(),
                            Fields.list(in, in.u8(), NODES_MAX, Fields::nodeId),
                            Fields.faultOrder(in));
            case VERDICTS ->
                    new ToSequencer.Verdicts(Fields.replicaId(in), MembershipWire.judgements(in));
            case ORDER_ANEW -> orderAnew(in);
            case READY -> new ToSequencer.Ready(Fields.replicaId(in), Fields.number(in));
            case PROPOSAL -> new ToSequencer.Proposal(BallotWire.votes(in));
            case ENDED -> new ToSequencer.Ended(Fields.replicaId(in));
            case RETURNED -> new ToSequencer.Returned();
            case WANT_ENTRIES -> new ToSequencer.WantEntries(Fields.number(in));
            case WANT_PART -> new ToSequencer.WantPart(Fields.number(in), Fields.place(in));
            case SNAPSHOT_CHUNK, SNAPSHOT_SUM, NO_SNAPSHOT, WANT_ARCHIVED -> snapshot(kind, in);
            default -> null;
        };
    }

    private static ToSequencer snapshot(int kind, WireReader in) {
        var from = Fields.replicaId(in);
        long number = Fields.number(in);
        return switch (kind) {
            case SNAPSHOT_CHUNK ->
                    new ToSequencer.SnapshotChunk(
                            from, number, Fields.place(in), in.bytes(Chunk.BYTES_MAX));
            case SNAPSHOT_SUM ->
                    new ToSequencer.SnapshotSum(
                            from, number, Fields.place(in), in.bytes(ChunkSum.BYTES));
            case NO_SNAPSHOT -> new ToSequencer.NoSnapshot(from, number);
            default -> new ToSequencer.WantArchived(from, number, Fields.place(in));
        };
    }

    private static void write(ToSequencer.Request request, WireWriter out) {
        RequestIdCodec.encode(request.id(), out.varint(request.ticket()));
        out.i64(request.newestStamp()).bytes(request.operation());
    }

    private static ToSequencer.Request request(WireReader in) {
        return new ToSequencer.Request(
                in.varint(), RequestIdCodec.decode(in), in.i64(), in.bytes(Entry.OPERATION_MAX));
    }

    private static ToSequencer.OrderAnew orderAnew(WireReader in) {
        long number = Fields.number(in);
        return new ToSequencer.OrderAnew(request(in), number);
    }
}
