package marquee.protocol.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.stream.Stream;
import marquee.protocol.wire.Bytes;
import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RequestIdCodecTest {
    @ParameterizedTest
    @MethodSource("ids")
    void anIdComesBackAsItWasWritten(RequestId id) {
        var out = new WireWriter(256);
        RequestIdCodec.encode(id, out);
        var in = new WireReader(out.toBytes());

        assertThat(RequestIdCodec.decode(in)).isEqualTo(id);
        assertThat(in.complete()).isTrue();
    }

    static Stream<RequestId> ids() {
        return Stream.of(
                RequestId.named("ATWC2222", "1"),
                RequestId.named("c".repeat(RequestId.CLIENT_MAX), "k".repeat(RequestId.KEY_MAX)),
                RequestId.own("#", 1),
                RequestId.own("#1.abc", Long.MAX_VALUE));
    }

    @ParameterizedTest
    @MethodSource("forms")
    void whatIsNoIdIsRefusedAndNeverThrows(Bytes form) {
        var in = new WireReader(form);

        var _ = RequestIdCodec.decode(in);

        assertThat(in.failed()).isTrue();
    }

    static Stream<Bytes> forms() {
        return Stream.of(
                Bytes.EMPTY,
                new WireWriter(9).text("").text("k").toBytes(),
                new WireWriter(9).text("A").text("").toBytes(),
                new WireWriter(9).text("#").varint(0).toBytes(),
                new WireWriter(20).text("#").varint(-1).toBytes(),
                new WireWriter(20).text("#").varint(Long.MIN_VALUE).toBytes(),
                new WireWriter(9).text("#").u8(0x81).u8(0).toBytes());
    }

    @Test
    void anIdIsAClientsOrAFrontEndsAndNeverBoth() {
        assertThatThrownBy(() -> RequestId.named("#1", "key"))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RequestId.own("ATWC2222", 1))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RequestId.own("#1", 0))
                .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> RequestId.named("ATWC2222", ""))
                .isInstanceOf(IllegalArgumentException.class);
    }
}
