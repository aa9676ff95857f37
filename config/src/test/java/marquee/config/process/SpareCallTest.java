package marquee.config.process;

import static org.assertj.core.api.Assertions.assertThat;

import marquee.protocol.NodeId;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SpareCallTest {
    @Test
    void aCallIsTheSameAfterItWasSaid() {
        var call = new SpareCall(NodeId.replica(2), 3, NodeId.manager(4), "sql");

        assertThat(call.line()).isEqualTo("be R2 3 RM4 sql");
        assertThat(SpareCall.parse(call.line())).isEqualTo(call);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "be",
                "start",
                "be R2 3 RM4",
                "be R2 -1 RM4 sql",
                "be R2 x RM4 sql",
                "be nobody 3 RM4 sql",
                "be R2 3 nobody sql",
                "is R2 3 RM4 sql",
                "be R2 3 RM4 sql ,"
            })
    void anythingElseIsNoCall(String line) {
        assertThat(SpareCall.parse(line)).isNull();
    }
}
