package marquee.frontend.process.watch;

import static marquee.frontend.process.Edge.ADMIN;
import static marquee.frontend.process.Edge.capacity;
import static marquee.frontend.process.Edge.expectProblem;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.time.Duration;
import marquee.frontend.FrontEndEffect.Reason;
import marquee.frontend.Incident;
import marquee.frontend.Replacement;
import marquee.frontend.process.Edge;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Assignment;
import marquee.protocol.replication.Cause;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.MembershipChange;
import marquee.protocol.replication.ReplicaId;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// What operators and programs read beside the operations.
class ClusterServiceTest {
    private final Edge edge = new Edge();

    @AfterEach
    void close() {
        edge.close();
    }

    @Test
    void showsTheClusterInTheFormOfTheStatusCommand() {
        edge.put("/v1/shows/ATWM160523/Avatar", ADMIN, capacity(3));

        assertThat(edge.get("/v1/cluster", "").body().toString())
                .isEqualTo(
                        ("{'mode':'both','access':'lab','businessDate':'2023-05-15',"
                                        + "'sequencer':{'next':2,'epoch':3},'view':{'number':1,"
                                        + "'slots':[{'slot':'R2','incarnation':0,"
                                        + "'implementation':'theatres','state':'ACTIVE',"
                                        + "'executed':12,"
                                        + "'digest':'00000000000000010000000000000002',"
                                        + "'digestAt':10,'pid':4711,'fault':'wrong-reply:3',"
                                        + "'silentMillis':0},"
                                        + "{'slot':'R3','incarnation':0,"
                                        + "'implementation':'unknown','state':'GONE',"
                                        + "'executed':0,"
                                        + "'digest':'00000000000000000000000000000000',"
                                        + "'digestAt':0,'pid':0,'fault':'','silentMillis':5}]},"
                                        + "'managers':[],'frontends':[{'id':'frontend-1',"
                                        + "'url':'http://localhost:8080','answered':1,"
                                        + "'pending':2}],'events':[]}")
                                .replace('\'', '"'));
    }

    @Test
    void listsWhatWasNoticedOnceAKindAndSlotTheLatestLast() {
        edge.notice(new Incident(Incident.Kind.INCORRECT, 2, 7));
        edge.notice(new Incident(Incident.Kind.SPLIT, 0, 8));
        edge.notice(new Incident(Incident.Kind.INCORRECT, 2, 9));

        var events = edge.get("/v1/cluster", "").body().path("events");
        assertThat(events).hasSize(2);
        assertThat(events.get(0).path("kind").asText()).isEqualTo("SPLIT");
        assertThat(events.get(1).path("slot").asText()).isEqualTo("R2");
        assertThat(events.get(1).path("number").intValue()).isEqualTo(9);
        assertThat(events.get(1).path("times").intValue()).isEqualTo(2);
        assertThat(events.get(1).path("at").asText()).endsWith("Z");
    }

    @Test
    void tellsOfManagersAndOfReplacementsWithWhoVotedAndWhen() {
        var next = new Assignment(NodeId.manager(3), "sql");
        var voters = ImmutableList.of(NodeId.manager(1), NodeId.manager(2), NodeId.manager(4));
        var change =
                new MembershipChange.Replaced(new ReplicaId(3, 0), Cause.CRASHED, next, voters);
        var group =
                Membership.initial(ImmutableList.of(next, next, next, next))
                        .after(8, change)
                        .after(9, new MembershipChange.ManagerGone(NodeId.manager(4), voters));
        var times = new Replacement.Times(1_000, 1_500, 2_000, 0, 0);
        edge.order.show(
                group, new Replacement(new ReplicaId(3, 1), next, "CRASHED", voters, 8, times));

        var cluster = edge.get("/v1/cluster", "").body();
        assertThat(cluster.path("managers").toString())
                .startsWith("[{\"id\":\"RM1\",\"alive\":true}")
                .endsWith("{\"id\":\"RM4\",\"alive\":false}]");
        assertThat(cluster.path("events").toString())
                .isEqualTo(
                        ("[{'at':'1970-01-01T00:00:01.500Z','kind':'REPLACED','slot':'R3',"
                                        + "'incarnation':1,'implementation':'sql','host':'RM3',"
                                        + "'reason':'CRASHED','number':8,"
                                        + "'votes':['RM1','RM2','RM4'],"
                                        + "'suspected':'1970-01-01T00:00:01Z',"
                                        + "'ordered':'1970-01-01T00:00:01.500Z',"
                                        + "'begun':'1970-01-01T00:00:02Z','active':null,"
                                        + "'failed':null}]")
                                .replace('\'', '"'));
    }

    @Test
    void movesTheBusinessDateForwardOnly() {
        var moved = edge.put("/v1/business-date", "", "{\"date\": \"2023-05-16\"}");
        assertThat(moved.status()).isEqualTo(200);
        assertThat(moved.body().toString()).isEqualTo("{\"date\":\"2023-05-16\"}");

        var back = edge.put("/v1/business-date", "", "{\"date\": \"2023-05-15\"}");
        expectProblem(back, 409, "DATE_BACKWARDS");
        assertThat(back.body().path("date").asText()).isEqualTo("2023-05-16");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2023-02-30", "16.5.2023", "", "2100-01-01", "1969-12-31", "today"})
    void refusesDatesThatAreNone(String date) {
        var answer = edge.put("/v1/business-date", "", "{\"date\": \"%s\"}".formatted(date));
        expectProblem(answer, 400, "MALFORMED");
    }

    @Test
    void understandsEachDateThatASequencerTakes() {
        var first = edge.put("/v1/business-date", "", "{\"date\": \"1970-01-01\"}");
        expectProblem(first, 409, "DATE_BACKWARDS");

        var last = edge.put("/v1/business-date", "", "{\"date\": \"2099-12-31\"}");
        assertThat(last.body().toString()).isEqualTo("{\"date\":\"2099-12-31\"}");
    }

    @Test
    void hasRolesDoWrongWhatIsAskedFor() {
        var one = edge.put("/v1/faults/R2", "", faults("wrong-reply:3, drop:10%"));
        assertThat(one.status()).isEqualTo(200);
        assertThat(one.body().toString())
                .isEqualTo("{\"roles\":[\"R2\"],\"faults\":\"wrong-reply:3,drop:10%\",\"seed\":7}");
        edge.put("/v1/faults/all", "", faults("delay:5ms"));
        edge.put("/v1/faults/frontend", "", faults("clear"));

        assertThat(edge.order.told())
                .containsExactly(
                        "[R2] FaultOrder[faults=wrong-reply:3,drop:10%, seed=7]",
                        "[sequencer, frontend-1, R2] FaultOrder[faults=delay:5ms, seed=7]",
                        "[frontend-1] FaultOrder[faults=clear, seed=7]");
    }

    @Test
    void tellsNobodyWhatNobodyCanDo() {
        expectProblem(edge.put("/v1/faults/R5", "", faults("hang")), 404, "NO_SUCH_ROLE");
        expectProblem(edge.put("/v1/faults/sequencer", "", faults("hang")), 400, "MALFORMED");
        var unknown = edge.put("/v1/faults/R2", "", faults("sleep"));
        expectProblem(unknown, 400, "MALFORMED");
        assertThat(unknown.body().path("detail").asText())
                .startsWith("unknown fault 'sleep', expected wrong-reply,");
        expectProblem(edge.put("/v1/faults/R2", "", "{\"faults\": \"hang\"}"), 400, "MALFORMED");
        assertThat(edge.order.told()).isEmpty();
    }

    @Test
    void changesFaultsInALaboratoryOnly() {
        edge.order.closeLaboratory();

        expectProblem(edge.put("/v1/faults/R2", "", faults("hang")), 403, "LAB_ONLY");
    }

    @ParameterizedTest
    @ValueSource(strings = {"2023-05-15", "2023-05-16"})
    void movesTheBusinessDateInALaboratoryOnly(String date) {
        edge.order.closeLaboratory();

        var refused = edge.put("/v1/business-date", "", "{\"date\": \"%s\"}".formatted(date));

        expectProblem(refused, 403, "LAB_ONLY");
        assertThat(edge.get("/v1/cluster", "").body().path("businessDate").asText())
                .isEqualTo("2023-05-15");
    }

    private static String faults(String faults) {
        return "{\"faults\": \"%s\", \"seed\": 7}".formatted(faults);
    }

    @Test
    void saysSoWhenTheSequencerDoesNotAnswer() {
        try (var silent = Edge.silent()) {
            expectProblem(silent.get("/v1/cluster", ""), 503, "NO_AGREEMENT");
            expectProblem(
                    silent.put("/v1/business-date", "", "{\"date\": \"2023-05-16\"}"),
                    503,
                    "NO_AGREEMENT");
        }
    }

    @Test
    void tellsWhetherItLivesAndIsReady() {
        assertThat(edge.get("/healthz", "").body().toString()).isEqualTo("{\"live\":true}");
        assertThat(edge.get("/readyz", "").status()).isEqualTo(200);
    }

    @Test
    void tellsThatItIsNotReady() {
        edge.order.refuse(Reason.STALE); // The stand-in is not ready then.
        var answer = edge.get("/readyz", "");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
        assertThat(answer.body().toString()).isEqualTo("{\"ready\":false}");
        var head = "HEAD /readyz HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n";
        assertThat(edge.raw(head)).startsWith("HTTP/1.1 503").endsWith("\r\n\r\n");
    }

    @Test
    void tellsThatItsLoopDoesNotAnswer() {
        edge.order.fallSilent();
        var answer = edge.get("/healthz", "");
        assertThat(answer.status()).isEqualTo(503);
        assertThat(answer.header("Content-Type")).isEqualTo("application/json");
    }

    @Test
    void isNotReadyForPrometheusEitherWhereItsLoopDoesNotAnswer() {
        edge.order.fallSilent();

        assertThat(edge.get("/metrics", "").body().path("text").asText())
                .contains("marquee_ready 0.0\n");
    }

    @Test
    void aFloodOfQuestionsAfterItsHealthHardlyReachesTheLoop() {
        long begun = System.nanoTime();
        for (int i = 0; i < 200; i++) {
            edge.get("/healthz", "");
            edge.get("/readyz", "");
        }
        var took = Duration.ofNanos(System.nanoTime() - begun);

        assertThat(edge.order.asked()).isBetween(1L, 1 + took.dividedBy(Health.SHARED));
    }

    @Test
    void countsForPrometheus() {
        edge.put("/v1/shows/ATWM160523/Avatar", ADMIN, capacity(3));
        edge.put("/v1/shows/ATWM160523/Avatar", ADMIN, capacity(0));

        var answer = edge.get("/metrics", "");
        assertThat(answer.header("Content-Type")).startsWith("text/plain");
        assertThat(answer.body().path("text").asText())
                .contains(
                        "marquee_requests_total{code=\"ADDED\",operation=\"addMovieSlots\"} 1",
                        "marquee_requests_total{code=\"BAD_NUMBER\",operation=\"addMovieSlots\"} 1",
                        "marquee_request_seconds_count{operation=\"addMovieSlots\"} 2",
                        "marquee_disagreements_total{slot=\"R2\"} 4",
                        "marquee_replacements_total{reason=\"struck_out\",slot=\"R2\"} 2",
                        "marquee_replies_total{slot=\"R2\",verdict=\"incorrect\"} 3",
                        "marquee_suspected{slot=\"R2\"} 1",
                        "marquee_pending_requests 2",
                        "marquee_suspicion_timeout_seconds 0.5",
                        "marquee_link_events_total{event=\"link_sent\"} 17",
                        "marquee_link_sent_total{peer=\"R2\"} 17",
                        "marquee_link_retransmissions_total{peer=\"R2\"} 3",
                        "marquee_link_up{peer=\"R2\"} 1",
                        "marquee_link_held_bytes{peer=\"R2\"} 1432",
                        "marquee_queue_depth{queue=\"requests\"} 2",
                        "marquee_queue_depth{queue=\"events\"} 5",
                        "marquee_queue_depth{queue=\"link_bytes\"} 1432",
                        "marquee_queue_limit{queue=\"requests\"} 8");
    }
}
