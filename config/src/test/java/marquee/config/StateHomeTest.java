package marquee.config;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Where a user's state is, by his environment.
class StateHomeTest {
    private static final Path ACCOUNT = Path.of("/home/account");

    @Test
    void isWhereTheEnvironmentSays() {
        var environment = ImmutableMap.of("XDG_STATE_HOME", "/state", "HOME", "/elsewhere");

        assertThat(StateHome.in(environment, ACCOUNT)).isEqualTo(Path.of("/state"));
    }

    @Test
    void isBelowTheHomeThatAShellKnows() {
        assertThat(StateHome.in(ImmutableMap.of("HOME", "/elsewhere"), ACCOUNT))
                .isEqualTo(Path.of("/elsewhere/.local/state"));
    }

    @Test
    void isBelowTheAccountsHomeWhereTheEnvironmentNamesNone() {
        var empty = ImmutableMap.of("XDG_STATE_HOME", "", "HOME", "");

        for (var environment : ImmutableList.of(ImmutableMap.<String, String>of(), empty)) {
            assertThat(StateHome.in(environment, ACCOUNT))
                    .isEqualTo(Path.of("/home/account/.local/state"));
        }
    }

    @Test
    void isNeverRelativeToWhereAProgramWasStarted() {
        var environment = ImmutableMap.of("XDG_STATE_HOME", "state", "HOME", "home");

        assertThat(StateHome.in(environment, ACCOUNT))
                .isEqualTo(Path.of("/home/account/.local/state"));
    }
}
