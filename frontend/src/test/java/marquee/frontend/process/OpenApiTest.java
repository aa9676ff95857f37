package marquee.frontend.process;

import static marquee.frontend.process.Edge.ADMIN;
import static marquee.frontend.process.Edge.CUSTOMER;
import static marquee.frontend.process.Edge.bookings;
import static marquee.frontend.process.Edge.capacity;
import static marquee.frontend.process.Edge.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.Locale;
import java.util.TreeSet;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// The description that is kept by hand against the routes and what they answer.
class OpenApiTest {
    private static final ImmutableSet<String> METHODS =
            ImmutableSet.of("get", "put", "post", "delete");

    private final Edge edge = new Edge();
    private final JsonNode description = edge.get("/openapi.json", "").body();

    @AfterEach
    void close() {
        edge.close();
    }

    @Test
    void describesEveryRouteAndNoOther() {
        var described = new TreeSet<String>();
        description
                .path("paths")
                .forEachEntry((path, item) ->
                        item.fieldNames()
                                .forEachRemaining(name -> {
                                    if (METHODS.contains(name)) {
                                        described.add(name + " " + path);
                                    }
                                }));
        var routed = new TreeSet<String>();
        edge.web
                .routes()
                .forEach(route ->
                        routed.add(
                                route.method().name().toLowerCase(Locale.ROOT)
                                        + " "
                                        + route.path()));

        assertThat(described).isEqualTo(routed);
        assertThat(description.path("openapi").asText()).startsWith("3.1");
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        var broken = new ArrayList<String>();
        for (var reference : description.findValuesAsText("$ref")) {
            if (description.at(reference.substring(1)).isMissingNode()) {
                broken.add(reference);
            }
        }
        assertThat(broken).isEmpty();
    }

    @Test
    void everyRequestMayBeTooLarge() {
        var silent = new ArrayList<String>();
        for (var path : description.path("paths").properties()) {
            for (var operation : path.getValue().properties()) {
                if (METHODS.contains(operation.getKey())
                        && operation.getValue().at("/responses/413").isMissingNode()) {
                    silent.add(operation.getKey() + " " + path.getKey());
                }
            }
        }
        assertThat(silent).isEmpty();
    }

    @Test
    void operationsAreCalledByTheCoursesNames() {
        assertThat(description.findValuesAsText("operationId"))
                .contains(
                        "addMovieSlots",
                        "removeMovieSlots",
                        "listMovieShowsAvailability",
                        "bookMovieTickets",
                        "getBookingSchedule",
                        "cancelMovieTickets",
                        "exchangeTickets")
                .doesNotHaveDuplicates();
    }

    @Test
    void successesHaveTheFieldsThatAreDescribed() {
        var show = "/v1/shows/ATWM160523/Avatar";
        check(edge.put(show, ADMIN, capacity(3)), "Added");
        check(edge.put(show, ADMIN, capacity(4)), "Updated");
        check(
                edge.post(bookings(CUSTOMER), CUSTOMER, tickets("ATWM160523", "Avatar", 2)),
                "Booked");
        check(edge.get(bookings(CUSTOMER), CUSTOMER), "Schedule");
        check(edge.get("/v1/shows?movieName=Avatar", CUSTOMER), "Listed");
        check(
                edge.post(
                        "/v1/customers/ATWC2222/cancellations",
                        CUSTOMER,
                        tickets("ATWM160523", "Avatar", 1)),
                "Cancelled");
        check(edge.delete(show, ADMIN), "Removed");
        check(edge.get("/v1/cluster", ""), "Cluster");
    }

    @Test
    void problemsHaveTheFieldsThatAreDescribed() {
        var problem = edge.put("/v1/shows/ATWM160523/Avatar", ADMIN, capacity(0));
        var known = names(description.at("/components/schemas/Problem/properties"));

        assertThat(known).containsAll(names(problem.body()));
    }

    private void check(Edge.Answer answer, String schema) {
        assertThat(names(answer.body()))
                .isEqualTo(names(description.at("/components/schemas/" + schema + "/properties")));
    }

    private static ImmutableSet<String> names(JsonNode object) {
        return ImmutableSet.copyOf(object.fieldNames());
    }
}
