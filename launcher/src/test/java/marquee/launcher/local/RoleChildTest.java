package marquee.launcher.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import marquee.protocol.NodeId;
import org.junit.jupiter.api.Test;

/// What becomes of the words from and to a role's process.
class RoleChildTest {
    private final List<String> said = new CopyOnWriteArrayList<>();

    @Test
    void passesOnWhatItSaysUntilItIsReadyAndNothingAfter() throws Exception {
        var child = ended("echo starts; echo READY now; echo books");

        assertThat(child.isReady()).isTrue();
        assertThat(said).containsExactly("starts", "READY now");
        assertThat(child.lastLine()).isEqualTo("books");
    }

    @Test
    void oneThatHasEndedIsToldNothingAndSaysWhyAsEver() throws Exception {
        var child = ended("echo 'no such file'");

        assertThatCode(() -> child.tell(ImmutableList.of("a key"))).doesNotThrowAnyException();
        assertThat(child.lastLine()).isEqualTo("no such file");
    }

    /// A role that is a shell's script, once it has ended and all that it said is known.
    private RoleChild ended(String script) throws IOException, InterruptedException {
        var child =
                RoleChild.start(NodeId.SEQUENCER, ImmutableList.of("sh", "-c", script), said::add);
        child.onExit().join();
        assertThat(child.hasEnded()).isTrue();
        return child;
    }
}
