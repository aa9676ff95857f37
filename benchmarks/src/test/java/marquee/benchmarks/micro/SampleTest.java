package marquee.benchmarks.micro;

import static org.assertj.core.api.Assertions.assertThat;

import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/// What is measured works.
class SampleTest {
    private static final int TURNS = 1_000;

    @ParameterizedTest
    @EnumSource
    void aMessageIsReadAsItWasWritten(Sample sample) {
        var out = new WireWriter(1_024);
        sample.codec().encode(sample.message(), out);

        assertThat(sample.codec().decode(new WireReader(out.toBytes())))
                .isEqualTo(sample.message());
    }

    @Test
    void aRequestIsAboutAsLongAsThatOfTheRawChain() {
        var out = new WireWriter(1_024);
        Sample.REQUEST.codec().encode(Sample.REQUEST.message(), out);

        assertThat(out.length()).isBetween(80, 120);
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void aLinkDeliversEverythingInTheSameTurn(boolean keyed) {
        var pair = new LinkPair(keyed);
        var message = Sample.ORDERED.message();
        for (int turn = 1; turn <= TURNS; turn++) {
            assertThat(pair.deliver(message, 14)).isEqualTo(14L * turn);
        }
    }
}
