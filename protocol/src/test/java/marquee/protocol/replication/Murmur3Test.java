package marquee.protocol.replication;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.common.hash.Hashing;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import marquee.protocol.Chance;
import org.junit.jupiter.api.Test;

class Murmur3Test {
    @Test
    void givesTheValuesOfGuavaForEveryLength() {
        var chance = new Chance(1);
        for (int length = 0; length < 300; length++) {
            var bytes = new byte[length + 5];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) chance.next();
            }

            assertThat(Murmur3.hash(bytes, length))
                    .as("%s bytes", length)
                    .isEqualTo(guava(bytes, length));
        }
    }

    @Test
    void readsNothingBeyondTheArray() {
        assertThatThrownBy(() -> Murmur3.hash(new byte[4], 5))
                .isInstanceOf(IndexOutOfBoundsException.class);
    }

    private static Digest guava(byte[] bytes, int length) {
        var hash = Hashing.murmur3_128().hashBytes(bytes, 0, length).asBytes();
        var numbers = ByteBuffer.wrap(hash).order(ByteOrder.LITTLE_ENDIAN);
        return new Digest(numbers.getLong(), numbers.getLong());
    }
}
