package marquee.frontend.process;

import static marquee.frontend.process.Edge.ADMIN;
import static marquee.frontend.process.Edge.CUSTOMER;
import static marquee.frontend.process.Edge.bookings;
import static marquee.frontend.process.Edge.capacity;
import static marquee.frontend.process.Edge.expectProblem;
import static marquee.frontend.process.Edge.tickets;
import static org.assertj.core.api.Assertions.assertThat;

import marquee.frontend.process.web.RequestKey;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// What the header `Idempotency-Key` does.
class IdempotencyTest {
    private final Edge edge = new Edge();

    @BeforeEach
    void addAShow() {
        edge.put("/v1/shows/ATWM160523/Avatar", ADMIN, capacity(10));
    }

    @AfterEach
    void close() {
        edge.close();
    }

    @Test
    void aRepeatGetsTheFirstReplyAgainWithItsNumber() {
        var first = book("k1", 2);
        book("k2", 2);
        var again = book("k1", 2);

        assertThat(again.status()).isEqualTo(first.status()).isEqualTo(201);
        assertThat(again.body()).isEqualTo(first.body());
        assertThat(again.header("Sequence-Number"))
                .isEqualTo(first.header("Sequence-Number"))
                .isEqualTo("2");
    }

    @Test
    void theSpellingOfARepeatDoesNotMatter() {
        var first = book("k1", 2);
        var again =
                edge.send(
                        "POST",
                        bookings("atwc2222"),
                        "atwc2222",
                        tickets("atwm160523", "avatar", 2),
                        RequestKey.HEADER,
                        "k1");

        assertThat(again.body()).isEqualTo(first.body());
    }

    @Test
    void anOrderedRefusalIsRememberedToo() {
        var refused = book("k1", 11);
        edge.put("/v1/shows/ATWM160523/Avatar", ADMIN, capacity(20));

        expectProblem(book("k1", 11), 409, "NOT_ENOUGH_SEATS");
        assertThat(book("k1", 11).header("Sequence-Number"))
                .isEqualTo(refused.header("Sequence-Number"));
    }

    @Test
    void anotherRequestUnderTheKeyIsRefused() {
        book("k1", 2);
        var reused = book("k1", 3);

        expectProblem(reused, 422, "KEY_REUSED");
        assertThat(reused.header("Sequence-Number")).isEqualTo("3");
    }

    @Test
    void anEarlyRefusalSpendsNoKey() {
        expectProblem(book("k1", 0), 400, "BAD_NUMBER");

        assertThat(book("k1", 2).status()).isEqualTo(201);
    }

    @Test
    void keysOfTwoActorsAreTwoKeys() {
        book("k1", 2);
        var byAdmin =
                edge.send(
                        "POST",
                        bookings(CUSTOMER),
                        ADMIN,
                        tickets("ATWM160523", "Avatar", 2),
                        RequestKey.HEADER,
                        "k1");

        assertThat(byAdmin.body().path("held").intValue()).isEqualTo(4);
    }

    @Test
    void aReadIgnoresTheKey() {
        var key = "not a key, not at all";
        book("k1", 1);
        var read = edge.send("GET", bookings(CUSTOMER), CUSTOMER, null, RequestKey.HEADER, key);

        assertThat(read.status()).isEqualTo(200);
        var repeat = edge.send("GET", bookings(CUSTOMER), CUSTOMER, null, RequestKey.HEADER, "k1");
        assertThat(repeat.code()).isEqualTo("SCHEDULE");
    }

    @Test
    void everyVisibleCharacterMayStandInAKeyOf64() {
        assertThat(book("!~".repeat(32), 1).status()).isEqualTo(201);
    }

    private Edge.Answer book(String key, int count) {
        return edge.send(
                "POST",
                bookings(CUSTOMER),
                CUSTOMER,
                tickets("ATWM160523", "Avatar", count),
                RequestKey.HEADER,
                key);
    }
}
