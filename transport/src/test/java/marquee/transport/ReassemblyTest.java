package marquee.transport;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Messages of at most 1 000 bytes.
class ReassemblyTest {
    private final Reassembly reassembly = new Reassembly(1_000);
    private final List<String> heard = new ArrayList<>();
    private final Reassembly.Listener listener =
            new Reassembly.Listener() {
                @Override
                public boolean onMessage(byte[] source, int from, int end) {
                    heard.add("message of " + (end - from));
                    return true;
                }

                @Override
                public void onMalformed() {
                    heard.add("malformed");
                }
            };

    private static Body body() {
        return new Body(LinkLimits.DEFAULT.sizes().datagramBytes());
    }

    private void take(Body body) {
        reassembly.take(body.datagram, body.length, listener);
    }

    private void takeFragment(int message, int index, int count, int size) {
        var body = body();
        body.addFragment(new Body.Fragment(message, index, count), new byte[size], 0, size);
        take(body);
    }

    @Test
    void aBodyMayHoldManyMessages() {
        var body = body();
        body.addWhole(new byte[10], 10);
        body.addWhole(new byte[20], 20);

        take(body);

        assertThat(heard).containsExactly("message of 10", "message of 20");
    }

    @Test
    void fragmentsMakeOneMessage() {
        takeFragment(1, 0, 3, 100);
        takeFragment(1, 1, 3, 100);
        assertThat(heard).isEmpty();

        takeFragment(1, 2, 3, 50);

        assertThat(heard).containsExactly("message of 250");
    }

    @Test
    void noMoreThanOneMessageIsKept() {
        for (int index = 0; index < 10; index++) {
            takeFragment(1, index, 12, 100);
        }
        assertThat(heard).isEmpty();

        takeFragment(1, 10, 12, 1);

        assertThat(heard).containsExactly("malformed");
    }

    @ParameterizedTest(name = "{1} of {2} of message {0}")
    @CsvSource({"2, 1, 3", "1, 0, 3", "1, 2, 3", "1, 1, 4"})
    void aFragmentThatDoesNotFollowIsMalformed(int message, int index, int count) {
        takeFragment(1, 0, 3, 10);

        takeFragment(message, index, count, 10);

        assertThat(heard).containsExactly("malformed");
    }

    @ParameterizedTest(name = "{0} of {1}")
    @CsvSource({"1, 3", "0, 0", "0, 1", "0, 513"})
    void aFragmentThatCannotBeTheFirstIsMalformed(int index, int count) {
        takeFragment(1, index, count, 10);

        assertThat(heard).containsExactly("malformed");
    }

    @Test
    void aMessageCannotInterruptAnother() {
        takeFragment(1, 0, 3, 10);
        var body = body();
        body.addWhole(new byte[10], 10);

        take(body);

        assertThat(heard).containsExactly("malformed");
    }

    @ParameterizedTest(name = "a frame of length {0}")
    @ValueSource(ints = {11, 0x7fff, 0x8000, 0x8001, 0x800a, 0xffff})
    void aFrameThatDoesNotFitIsMalformed(int length) {
        var body = body();
        body.datagram[Header.SIZE] = (byte) (length >>> 8);
        body.datagram[Header.SIZE + 1] = (byte) length;
        body.length = Header.SIZE + 12;

        take(body);

        assertThat(heard).containsExactly("malformed");
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {1, 2, 3, 100})
    void zerosBehindTheLastMessageMeanNothing(int zeros) {
        var body = body();
        body.addWhole(new byte[10], 10);
        body.length += zeros;

        take(body);

        assertThat(heard).containsExactly("message of 10");
    }

    @ParameterizedTest(name = "{0} bytes")
    @ValueSource(ints = {1, 2, 3, 100})
    void aBodyThatIsAllZerosSaysNothing(int zeros) {
        takeFragment(1, 0, 2, 10);
        var body = body();
        body.length += zeros;

        take(body);
        takeFragment(1, 1, 2, 10);

        assertThat(heard).containsExactly("message of 20");
    }

    @ParameterizedTest(name = "a byte behind {0} zeros")
    @ValueSource(ints = {0, 2, 3, 98})
    void anythingElseBehindTheLastMessageIsMalformed(int zeros) {
        var body = body();
        body.addWhole(new byte[10], 10);
        body.length += zeros + 1;
        body.datagram[body.length - 1] = 1;

        take(body);

        assertThat(heard).containsExactly("message of 10", "malformed");
    }
}
