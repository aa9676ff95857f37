package marquee.replicas.host.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.RequestId;
import marquee.protocol.wire.Bytes;
import org.junit.jupiter.api.Test;

class RecordHashTest {
    private static final RequestId ID = RequestId.own("#1.7", 5);
    private static final Digest OPERATION = new Digest(3, 4);
    private static final Bytes RESULT = Bytes.wrap((byte) 1);

    @Test
    void differsWithWhateverAReplyIsMadeOf() {
        var replies = new ArrayList<KeptReply>();
        replies.add(new KeptReply(ID, 9, OPERATION, RESULT));
        replies.add(new KeptReply(RequestId.own("#1.7", 6), 9, OPERATION, RESULT));
        replies.add(new KeptReply(RequestId.own("#1.8", 5), 9, OPERATION, RESULT));
        replies.add(new KeptReply(RequestId.named("C1001", "a"), 9, OPERATION, RESULT));
        replies.add(new KeptReply(RequestId.named("C1001a", "b"), 9, OPERATION, RESULT));
        replies.add(new KeptReply(RequestId.named("C1001", "ab"), 9, OPERATION, RESULT));
        replies.add(new KeptReply(ID, 8, OPERATION, RESULT));
        replies.add(new KeptReply(ID, 9, new Digest(4, 3), RESULT));
        replies.add(new KeptReply(ID, 9, new Digest(3, 5), RESULT));
        replies.add(new KeptReply(ID, 9, OPERATION, Bytes.EMPTY));
        replies.add(replies.getFirst().named(10, 0, false));
        replies.add(replies.getFirst().named(9, 1, false));
        replies.add(replies.getFirst().named(9, 0, true));
        var hash = new RecordHash();

        assertThat(replies.stream().map(hash::reply)).doesNotHaveDuplicates();
    }
}
