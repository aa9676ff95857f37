package marquee.frontend.process.watch;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import marquee.config.FrontEndConfig;
import marquee.config.HttpConfig;
import marquee.config.Mode;
import marquee.config.NodeConfig;
import marquee.frontend.FrontEndEffect.ClusterShown;
import marquee.frontend.process.access.Access;
import marquee.frontend.process.web.Entrances;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Assignment;
import marquee.protocol.replication.Cause;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.MembershipChange;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd.ClusterReport;
import marquee.protocol.replication.SlotReport;
import marquee.protocol.replication.SlotReport.Biography;
import marquee.protocol.replication.Stamp;
import marquee.protocol.replication.View;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// What is told of a slot, by what the sequencer reports and the order says.
class ClusterDocumentTest {
    private static final ReplicaId FIRST = new ReplicaId(3, 0);
    private static final ReplicaId SECOND = FIRST.successor();
    private static final NodeId HOST = NodeId.manager(3);
    private static final ImmutableList<NodeId> VOTERS =
            ImmutableList.of(NodeId.manager(1), NodeId.manager(2));
    private static final Biography SQL = new Biography("sql", "", 4711);
    private static final Assignment THEATRES = new Assignment(HOST, "theatres");

    private static final Membership FRESH =
            Membership.initial(ImmutableList.of(THEATRES, THEATRES, THEATRES, THEATRES));
    private static final Membership MANAGED = FRESH.after(1, new MembershipChange.Begun(FIRST));
    private static final Membership REPLACED =
            MANAGED.after(8, new MembershipChange.Replaced(FIRST, Cause.CRASHED, THEATRES, VOTERS));

    private Mode mode = Mode.BOTH;

    @Test
    void aSlotIsAsItIsReportedWhileItIsHeard() {
        assertThat(state(heard(FIRST, View.State.ACTIVE), null)).isEqualTo("ACTIVE");
        assertThat(state(heard(FIRST, View.State.ACTIVE), FRESH)).isEqualTo("ACTIVE");
        var begun = REPLACED.after(9, new MembershipChange.Begun(SECOND));
        assertThat(state(heard(SECOND, View.State.JOINING), begun)).isEqualTo("JOINING");
    }

    @Test
    void aSlotIsReplacedUntilItsNextProcessIsHeardOf() {
        assertThat(state(silent(SECOND, View.State.JOINING), REPLACED)).isEqualTo("REPLACING");
    }

    @Test
    void aSilentSlotIsGoneUnlessAManagerIsThereThatStartsItAgain() {
        var silent = silent(FIRST, View.State.ACTIVE);
        var hostGone = MANAGED.after(9, new MembershipChange.ManagerGone(HOST, VOTERS));

        assertThat(state(silent, null)).isEqualTo("GONE");
        assertThat(state(silent, FRESH)).as("without managers").isEqualTo("GONE");
        assertThat(state(silent, hostGone)).isEqualTo("GONE");
        assertThat(state(silent, MANAGED)).isEqualTo("ACTIVE");
    }

    @Test
    void aSilentSlotIsGoneWhereNobodyIsReplacedForSilence() {
        mode = Mode.SOFTWARE_FAILURE;

        assertThat(state(silent(FIRST, View.State.ACTIVE), MANAGED)).isEqualTo("GONE");
        assertThat(state(silent(SECOND, View.State.JOINING), REPLACED)).isEqualTo("REPLACING");
    }

    @Test
    void theOrderSaysWhatASlotWillRunUntilItHasSaidSoItself() {
        var unknown = report(SECOND, View.State.JOINING, Biography.UNKNOWN, -1);

        assertThat(slot(unknown, REPLACED).path("implementation").asText()).isEqualTo("theatres");
        assertThat(slot(unknown, null).path("implementation").asText()).isEqualTo("unknown");
        var heard = heard(SECOND, View.State.JOINING);
        assertThat(slot(heard, REPLACED).path("implementation").asText()).isEqualTo("sql");
    }

    private static SlotReport heard(ReplicaId replica, View.State state) {
        return report(replica, state, SQL, 0);
    }

    private static SlotReport silent(ReplicaId replica, View.State state) {
        return report(replica, state, SQL, 5);
    }

    private static SlotReport report(
            ReplicaId replica, View.State state, Biography biography, long silentMillis) {
        var member = new View.Member(replica, state);
        return new SlotReport(member, biography, 0, 0, Digest.ZERO, silentMillis);
    }

    private String state(SlotReport report, @Nullable Membership membership) {
        return slot(report, membership).path("state").asText();
    }

    private JsonNode slot(SlotReport slot, @Nullable Membership membership) {
        var report = new ClusterReport(1, 2, Stamp.ZERO, 1, ImmutableList.of(slot));
        var sequencer = new Peer(NodeId.SEQUENCER, 0, 3);
        var shown = new ClusterShown(1, sequencer, report, membership, ImmutableList.of());
        var document = new ClusterDocument(around(), shown);
        return document.json(null, new Incidents()).path("view").path("slots").path(0);
    }

    private Surroundings around() {
        var self =
                new FrontEndConfig(
                        new NodeConfig(NodeId.frontEnd(1), "localhost", 9000, "127.0.0.1"),
                        new HttpConfig("localhost", 8080, "127.0.0.1", null),
                        null);
        var entrance = Entrances.by(Access.LAB);
        return new Surroundings(self, mode, ImmutableList.of(), entrance);
    }
}
