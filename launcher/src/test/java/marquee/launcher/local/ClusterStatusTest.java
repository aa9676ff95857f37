package marquee.launcher.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import marquee.launcher.local.ClusterStatus.Digests;
import org.junit.jupiter.api.Test;

/// How the digests of a cluster's slots compare.
class ClusterStatusTest {
    private final ObjectNode cluster = JsonNodeFactory.instance.objectNode();

    @Test
    void comparesTheActiveSlotsAlone() {
        slot("ACTIVE", "ab", 7);
        slot("GONE", "cd", 5);
        slot("ACTIVE", "ab", 7);
        assertThat(status().verdict())
                .isEqualTo("the state digests of 2 replicas are equal at number 7");

        slot("ACTIVE", "cd", 7);
        assertThat(status().digests()).isEqualTo(Digests.DIFFERENT);
    }

    @Test
    void callsDigestsThatNobodyHasReportedUnknownAndShowsNone() {
        slot("ACTIVE", "00", 0);
        slot("ACTIVE", "00", 0);

        assertThat(status().digests()).isEqualTo(Digests.UNKNOWN);
        assertThat(status().lines()).noneMatch(line -> line.contains("00"));
    }

    @Test
    void callsThemUnknownWhereNoSlotIsActive() {
        slot("GONE", "ab", 7);

        assertThat(status().digests()).isEqualTo(Digests.UNKNOWN);
    }

    private ClusterStatus status() {
        return new ClusterStatus(cluster);
    }

    private void slot(String state, String digest, long digestAt) {
        cluster.withObject("/view")
                .withArray("slots")
                .addObject()
                .put("state", state)
                .put("digest", digest)
                .put("digestAt", digestAt);
    }
}
