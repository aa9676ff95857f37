package marquee.replicas.host.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import marquee.config.ExitStatus;
import marquee.config.process.StartException;
import org.junit.jupiter.api.Test;

class ImplementationsTest {
    @Test
    void sayInOneLineThatAnImplementationIsUnknown() {
        assertThatThrownBy(() -> Implementations.find("paper"))
                .isInstanceOfSatisfying(
                        StartException.class,
                        e -> assertThat(e.status()).isEqualTo(ExitStatus.USAGE))
                .hasMessageStartingWith("there is no implementation 'paper', expected one of");
    }
}
