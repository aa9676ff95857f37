package marquee.protocol.replication;

import static java.util.stream.Collectors.toSet;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.collect.ImmutableList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import marquee.protocol.Chance;
import marquee.protocol.Message;
import marquee.protocol.MessageCodec;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.replication.ReplicationMessage.ToManager;
import marquee.protocol.replication.ReplicationMessage.ToReplica;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;
import marquee.protocol.wire.Bytes;
import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class ReplicationCodecTest {
    private static final int MUTATIONS = 100_000;
    private static final ReplicaId R3 = SampleMessages.R3;

    static List<ReplicationMessage> messages() {
        return SampleMessages.ALL;
    }

    @Test
    void everyMessageHasASample() {
        var sampled = messages().stream().map(Object::getClass).collect(toSet());

        assertThat(sampled).containsAll(records(ReplicationMessage.class).toList());
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aMessageComesBackAsItWasSent(ReplicationMessage message) {
        assertThat(decoded(codec(message), encoded(message))).isEqualTo(message);
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aMessageThatIsCutOffOrFollowedBySomethingIsNone(ReplicationMessage message) {
        var bytes = encoded(message).array();

        for (int length = 0; length < bytes.length; length++) {
            assertThat(decoded(codec(message), Bytes.wrap(Arrays.copyOf(bytes, length)))).isNull();
        }
        assertThat(decoded(codec(message), Bytes.wrap(Arrays.copyOf(bytes, bytes.length + 1))))
                .isNull();
    }

    @ParameterizedTest
    @MethodSource("messages")
    void aReceiverReadsItsOwnFamilyOnly(ReplicationMessage message) {
        var bytes = encoded(message);

        var readers = codecs().filter(codec -> decoded(codec, bytes) != null).count();

        assertThat(readers).isEqualTo(1);
    }

    /// Any bytes that are a message at all are the one form of that message, and so two replies
    /// have equal bytes exactly when they are equal (rules P9 and P46).
    @Test
    void mutatedMessagesAreRefusedOrAreTheOneFormOfAnother() {
        var chance = new Chance(2_026);
        var samples = messages();
        int accepted = 0;
        for (int i = 0; i < MUTATIONS; i++) {
            var sample = samples.get(chance.below(samples.size()));
            var bytes = encoded(sample).array();
            bytes[chance.below(bytes.length)] = (byte) chance.next();
            var decoded = decoded(codec(sample), Bytes.wrap(bytes));
            if (decoded != null) {
                accepted++;
                assertThat(encoded(decoded)).isEqualTo(Bytes.wrap(bytes));
            }
        }
        assertThat(accepted).as("mutations that are messages too").isPositive();
    }

    @Test
    void aChunkIsNoLongerThanAReplicaMakesIt() {
        var chunk = Bytes.wrap(new byte[ToReplica.Chunk.BYTES_MAX + 1]);

        var message = new ToSequencer.SnapshotChunk(R3, 10, 3, chunk);
        assertThat(decoded(codec(message), encoded(message))).isNull();
    }

    @Test
    void aReportOfMoreSlotsThanAGroupCanHaveIsNone() {
        var slot =
                new SlotReport(
                        SampleMessages.MEMBER, SampleMessages.BIOGRAPHY, 10, 10, Digest.ZERO, 0);

        assertThat(isRead(report(1, Collections.nCopies(ReplicaId.SLOTS_MAX, slot)))).isTrue();
        assertThat(isRead(report(1, Collections.nCopies(ReplicaId.SLOTS_MAX + 1, slot)))).isFalse();
    }

    @Test
    void aViewBeforeTheFirstIsNone() {
        assertThat(isRead(report(-1, List.of()))).isFalse();
        assertThat(isRead(new ToFrontEnd.Bound(1, 2, -1, 3))).isFalse();
    }

    private static ToFrontEnd report(long view, List<SlotReport> slots) {
        return new ToFrontEnd.ClusterReport(4, 11, Stamp.ZERO, view, ImmutableList.copyOf(slots));
    }

    private static boolean isRead(ReplicationMessage message) {
        return decoded(codec(message), encoded(message)) != null;
    }

    @Test
    void aForeignMessageIsAMistake() {
        Message foreign = new Message() {};

        assertThatThrownBy(() -> ReplicationCodec.forReplica().encode(foreign, new WireWriter(9)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static Stream<Class<?>> records(Class<?> type) {
        return type.isRecord()
                ? Stream.of(type)
                : type.isSealed()
                        ? Stream.of(type.getPermittedSubclasses())
                                .flatMap(ReplicationCodecTest::records)
                        : Stream.of();
    }

    private static Stream<MessageCodec<? extends ReplicationMessage>> codecs() {
        return Stream.of(
                ReplicationCodec.forSequencer(),
                ReplicationCodec.forReplica(),
                ReplicationCodec.forFrontEnd(),
                ReplicationCodec.forManager());
    }

    private static MessageCodec<? extends ReplicationMessage> codec(ReplicationMessage message) {
        return switch (message) {
            case ToSequencer told -> ReplicationCodec.forSequencer();
            case ToReplica told -> ReplicationCodec.forReplica();
            case ToFrontEnd told -> ReplicationCodec.forFrontEnd();
            case ToManager told -> ReplicationCodec.forManager();
        };
    }

    private static Bytes encoded(ReplicationMessage message) {
        var out = new WireWriter(MessageCodec.BYTES_MAX);
        ReplicationCodec.forReplica().encode(message, out);
        return out.toBytes();
    }

    private static @Nullable ReplicationMessage decoded(
            MessageCodec<? extends ReplicationMessage> codec, Bytes bytes) {
        return codec.decode(new WireReader(bytes));
    }
}
