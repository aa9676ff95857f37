package marquee.sequencer.log;

import java.util.Arrays;
import java.util.List;
import java.util.stream.LongStream;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.RequestId;
import marquee.protocol.replication.Stamp;
import marquee.protocol.wire.Bytes;

/// Entries for tests.
final class Entries {
    private static final Peer FRONT_END = new Peer(NodeId.frontEnd(1), 0, 1_700_000_000_000L);

    private Entries() {}

    /// The request at place `number`, with an operation of `length` bytes.
    static Entry request(long number, int length) {
        var operation = new byte[length];
        Arrays.fill(operation, (byte) number);
        return new Entry(
                number,
                new Stamp(1_700_000_000_000L + number, 19_000),
                new Entry.Request(
                        RequestId.named("ATWC1234", "key-" + number),
                        Bytes.wrap(operation),
                        FRONT_END));
    }

    /// Short requests from place `from` to place `to`.
    static List<Entry> requests(long from, long to) {
        return LongStream.rangeClosed(from, to).mapToObj(number -> request(number, 20)).toList();
    }
}
