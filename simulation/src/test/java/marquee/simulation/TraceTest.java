package marquee.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import marquee.protocol.NodeId;
import org.junit.jupiter.api.Test;

class TraceTest {
    @Test
    void equalFactsHaveEqualHashesAndOtherFactsOtherOnes() {
        assertThat(hash(5, "hears", 7)).isEqualTo(hash(5, "hears", 7)).hasSize(64);
        assertThat(hash(5, "hears", 7)).isNotEqualTo(hash(6, "hears", 7));
        assertThat(hash(5, "hears", 7)).isNotEqualTo(hash(5, "sends", 7));
        assertThat(hash(5, "hears", 7)).isNotEqualTo(hash(5, "hears", 8));
    }

    @Test
    void whoeverReadsAlongDoesNotChangeTheHash() {
        var lines = new ArrayList<String>();
        var written = Trace.writing(lines::add);
        written.fact(1_500_000_000, NodeId.replica(2), "hears", NodeId.SEQUENCER, 255);
        written.remark(1_500_000_001, NodeId.frontEnd(1), "answers");
        var hashed = Trace.hashing();
        hashed.fact(1_500_000_000, NodeId.replica(2), "hears", NodeId.SEQUENCER, 255);

        assertThat(written.hash()).isEqualTo(hashed.hash());
        assertThat(lines)
                .containsExactly(
                        "  1.500000000  R2          hears sequencer #ff",
                        "  1.500000001  frontend-1  answers");
    }

    @Test
    void theHashCanBeReadWhileTheRunGoesOn() {
        var trace = Trace.hashing();
        var empty = trace.hash();
        for (int i = 0; i < 1_000; i++) {
            trace.fact(i, NodeId.SEQUENCER, "counts", null, i);
        }

        assertThat(trace.hash()).isNotEqualTo(empty).isEqualTo(trace.hash());
    }

    private static String hash(long now, String what, long detail) {
        var trace = Trace.hashing();
        trace.fact(now, NodeId.SEQUENCER, what, null, detail);
        return trace.hash();
    }
}
