package marquee.launcher.local;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import marquee.launcher.local.ClusterStatus.Digests;
import marquee.protocol.replication.Cause;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

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
        assertThat(lines()).noneMatch(line -> line.contains("00"));
    }

    @Test
    void callsThemUnknownWhereNoSlotIsActive() {
        slot("GONE", "ab", 7);

        assertThat(status().digests()).isEqualTo(Digests.UNKNOWN);
    }

    @Test
    void showsWhoWasReplacedAndWhyByWhomAndHowLongItTook() {
        slot("ACTIVE", "ab", 7);
        replacement("STRUCK_OUT", "2026-11-20T12:00:01.900Z");
        replacement("CRASHED", null);

        assertThat(lines())
                .anyMatch(line ->
                        line.matches("R3 +2  lied three times  sql +RM1 RM2  .* 0.10 +0.90"))
                .anyMatch(line -> line.matches("R3 +2  crashed or hung +sql +RM1 RM2  .* 0.10 +-"));
        assertThat(status().replacements().getFirst().begun()).isEmpty();
    }

    @ParameterizedTest
    @EnumSource(Cause.class)
    void saysInWordsWhyAReplicaWasReplaced(Cause cause) {
        replacement(cause.name(), null);

        assertThat(status().replacements().getFirst().because()).matches("[a-z]+( [a-z]+)*");
    }

    @Test
    void saysInWordsThatAJoinHasFailedAndAReasonThatIsUnknownAsItIs() {
        replacement("JOIN_FAILED", null);
        replacement("SOLD_OUT", null);

        assertThat(status().replacements())
                .extracting(Replacement::because)
                .containsExactly("did not get there", "SOLD_OUT");
    }

    @Test
    void isSettledOnceEverySlotHasSaidWhichProcessItIs() {
        slot("ACTIVE", "ab", 7).put("silentMillis", 0).put("pid", 4711);
        assertThat(status().isSettled()).isTrue();
        slot("ACTIVE", "ab", 7).put("silentMillis", 0);
        assertThat(status().isSettled()).isFalse();
    }

    @Test
    void isNotWholeWhereNoSlotIsTold() {
        assertThat(status().isWhole()).isFalse();
    }

    @Test
    void isWholeWhenEverySlotVotesAndIsHeard() {
        slot("ACTIVE", "ab", 7).put("silentMillis", 0);
        assertThat(status().isWhole()).isTrue();
        slot("ACTIVE", "ab", 7).put("silentMillis", 5_000);
        assertThat(status().isWhole()).isFalse();
        assertThat(lines()).anyMatch(line -> line.contains("ACTIVE, silent 5 s"));
    }

    @Test
    void namesTheManagersThatAreNotAlive() {
        cluster.withArray("managers").addObject().put("id", "RM1").put("alive", true);
        assertThat(lines()).contains("1 replica managers, all alive");
        cluster.withArray("managers").addObject().put("id", "RM2").put("alive", false);
        assertThat(lines()).contains("2 replica managers, not alive: RM2");
    }

    private void replacement(String reason, @Nullable String active) {
        var event =
                cluster.withArray("events")
                        .addObject()
                        .put("kind", "REPLACED")
                        .put("slot", "R3")
                        .put("incarnation", 2)
                        .put("implementation", "sql")
                        .put("reason", reason)
                        .put("suspected", "2026-11-20T12:00:01Z")
                        .put("ordered", "2026-11-20T12:00:01.100Z")
                        .put("active", active);
        event.withArray("votes").add("RM1").add("RM2");
    }

    private ImmutableList<String> lines() {
        return new StatusTables(status()).lines();
    }

    private ClusterStatus status() {
        return new ClusterStatus(cluster);
    }

    private ObjectNode slot(String state, String digest, long digestAt) {
        return cluster.withObject("/view")
                .withArray("slots")
                .addObject()
                .put("state", state)
                .put("digest", digest)
                .put("digestAt", digestAt);
    }
}
