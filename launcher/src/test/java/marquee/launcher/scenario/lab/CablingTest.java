package marquee.launcher.scenario.lab;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// The lines that put a lab together.
class CablingTest {
    /// What Linux takes.
    private static final int INTERFACE_NAME_MAX = 15;

    @Test
    void joinEachHostToTheBridge() {
        assertThat(Cabling.lab(2).lines())
                .containsExactly(
                        "link add marquee-br type bridge",
                        "address add 198.18.77.254/24 dev marquee-br",
                        "link set marquee-br up",
                        "netns add marquee-1",
                        "link add marquee-v1 type veth peer name eth0 netns marquee-1",
                        "link set marquee-v1 master marquee-br up",
                        "netns add marquee-2",
                        "link add marquee-v2 type veth peer name eth0 netns marquee-2",
                        "link set marquee-v2 master marquee-br up");
    }

    @Test
    void giveEachHostAnAddress() {
        assertThat(Cabling.onHost(7))
                .isEqualTo(
                        "link set lo up\naddress add 198.18.77.7/24 dev eth0\nlink set eth0 up\n");
        assertThat(Cabling.cable(Lab.HOSTS_MAX)).hasSizeLessThanOrEqualTo(INTERFACE_NAME_MAX);
    }

    /// What is ours is taken down without asking.
    @ParameterizedTest
    @CsvSource({
        "marquee-1, true",
        "marquee-20, true",
        "marquee-v20, true",
        "marquee-br, true",
        "marquee-bridge, false",
        "marquee, false",
        "eth0, false",
        "my-marquee-1, false"
    })
    void knowsWhatIsOurs(String name, boolean ours) {
        assertThat(Cabling.isOurs(name)).isEqualTo(ours);
    }
}
