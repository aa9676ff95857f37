package marquee.launcher.scenario.lab;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import marquee.config.ConfigException;
import marquee.transport.LinkFaults;
import org.junit.jupiter.api.Test;

/// Which faults are the network's, and which are left to a role.
class NetworkFaultsTest {
    @Test
    void takesWhatPacketFiltersCanDo() throws Exception {
        assertThat(NetworkFaults.of("drop:20%, duplicate:10%,reorder:10%,corrupt:0.5%,slow:30ms"))
                .isEqualTo(
                        new NetworkFaults(
                                new LinkFaults(200, 100, 0, 5, 0), "reorder:10%,slow:30ms"));
    }

    @Test
    void leavesNothingToARoleWhoseFaultsAreAllTheNetworks() throws Exception {
        assertThat(NetworkFaults.of("drop:100%").rest()).isEqualTo("clear");
        assertThat(NetworkFaults.of("clear"))
                .isEqualTo(new NetworkFaults(LinkFaults.NONE, "clear"));
    }

    @Test
    void refusesWhatIsNoFault() {
        assertThatThrownBy(() -> NetworkFaults.of("drop:200%")).isInstanceOf(ConfigException.class);
    }
}
