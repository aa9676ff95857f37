package marquee.replicas.host.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.stream.IntStream;
import marquee.protocol.wire.Bytes;
import marquee.protocol.wire.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class SealTest {
    private static final byte[] CONTENT = "Avatar in the morning".getBytes(StandardCharsets.UTF_8);

    private static Bytes sealed(Seal seal) {
        return seal.seal(new WireWriter(64).raw(CONTENT, 0, CONTENT.length));
    }

    @ParameterizedTest
    @EnumSource
    void standsBehindWhatItSeals(Seal seal) {
        var chunk = sealed(seal);

        assertThat(chunk.length()).isEqualTo(CONTENT.length + seal.bytes());
        assertThat(chunk.array()).startsWith(CONTENT);
        assertThat(seal.isIntact(chunk)).isTrue();
    }

    @ParameterizedTest
    @EnumSource
    void isBrokenByAnyBitThatChanges(Seal seal) {
        var chunk = sealed(seal);

        for (int bit = 0; bit < chunk.length() * Byte.SIZE; bit++) {
            var damaged = chunk.array().clone();
            damaged[bit / Byte.SIZE] ^= (byte) (1 << bit % Byte.SIZE);
            assertThat(seal.isIntact(Bytes.wrap(damaged))).as("bit %s", bit).isFalse();
        }
    }

    @ParameterizedTest
    @EnumSource
    void isBrokenWhereAnythingIsCutOff(Seal seal) {
        var chunk = sealed(seal);

        assertThat(IntStream.range(0, chunk.length()))
                .noneMatch(
                        length -> seal.isIntact(Bytes.wrap(Arrays.copyOf(chunk.array(), length))));
    }

    @Test
    void doesNotStandForAnother() {
        assertThat(Seal.ARCHIVE.isIntact(sealed(Seal.TRANSFER))).isFalse();
        assertThat(Seal.TRANSFER.isIntact(sealed(Seal.ARCHIVE))).isFalse();
    }
}
