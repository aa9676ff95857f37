package marquee.transport;

import static org.assertj.core.api.Assertions.assertThat;

import marquee.protocol.Chance;
import marquee.transport.ReceiveWindow.Turn;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// A window of 256 numbers.
class ReceiveWindowTest {
    private final BodyPool pool = new BodyPool(1_432);
    private final ReceiveWindow window = new ReceiveWindow(LinkLimits.DEFAULT, pool, new Chance(1));

    private Turn receive(long number) {
        var turn = window.judge(0, number);
        if (turn == Turn.EARLY) {
            window.keep(number, new byte[Header.SIZE + 4], Header.SIZE + 4);
        }
        return turn;
    }

    private Header acknowledgement() {
        var header = new Header();
        window.acknowledge(0, header);
        return header;
    }

    @ParameterizedTest(name = "from {0} on")
    @ValueSource(longs = {1, (1L << 31) - 2, (1L << 32) - 2, Long.MAX_VALUE - 1, -2})
    void whatComesEarlyIsKeptUntilItsTurn(long first) {
        window.restart(first);

        assertThat(receive(first + 1)).isEqualTo(Turn.EARLY);
        assertThat(receive(first + 3)).isEqualTo(Turn.EARLY);
        assertThat(receive(first + 1)).isEqualTo(Turn.REPEATED);
        assertThat(acknowledgement().ack).isEqualTo(first - 1);
        assertThat(acknowledgement().above).isEqualTo(0b101);
        assertThat(receive(first)).isEqualTo(Turn.NEXT);
        assertThat(window.takeNext()).isNotNull();
        assertThat(window.takeNext()).isNull();
        assertThat(receive(first)).isEqualTo(Turn.REPEATED);
        assertThat(acknowledgement().ack).isEqualTo(first + 1);
        assertThat(acknowledgement().above).isEqualTo(0b1);
    }

    @Test
    void nothingBeyondTheCreditIsKept() {
        window.restart(1);

        assertThat(receive(256)).isEqualTo(Turn.EARLY);
        assertThat(receive(257)).isEqualTo(Turn.BEYOND);
        assertThat(receive(Long.MIN_VALUE + 1)).isNotEqualTo(Turn.NEXT);
        assertThat(acknowledgement().credit).isEqualTo(256);
    }
}
