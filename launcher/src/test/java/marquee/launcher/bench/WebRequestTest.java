package marquee.launcher.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import marquee.applications.booking.Argument;
import marquee.applications.booking.BookingOperation;
import marquee.applications.booking.BookingOperation.BookMovieTickets;
import marquee.applications.booking.BookingOperation.ListMovieShowsAvailability;
import marquee.applications.booking.BookingOperation.ShowArguments;
import org.junit.jupiter.api.Test;

/// Operations as they go over a connection.
class WebRequestTest {
    private static final URI URL = URI.create("http://127.0.0.1:8080");

    @Test
    void aRequestWithABodySaysHowLongItIs() {
        var user = Argument.userId("ATWC2222");
        var show = new ShowArguments(Argument.movieId("ATWM160523"), Argument.movie("Avatar"));

        assertThat(text(new BookMovieTickets(user, user, show, 2)))
                .isEqualTo(
                        """
                        POST /v1/customers/ATWC2222/bookings HTTP/1.1\r
                        Host: 127.0.0.1:8080\r
                        User-Id: ATWC2222\r
                        Content-Type: application/json\r
                        Content-Length: 57\r
                        \r
                        {"movieId":"ATWM160523","movieName":"Avatar","tickets":2}\
                        """);
    }

    @Test
    void aRequestWithoutABodyEndsWithItsHeaders() {
        assertThat(
                        text(
                                new ListMovieShowsAvailability(
                                        Argument.userId("OUTA0001"), Argument.movie("Titanic"))))
                .isEqualTo(
                        """
                        GET /v1/shows?movieName=Titanic HTTP/1.1\r
                        Host: 127.0.0.1:8080\r
                        User-Id: OUTA0001\r
                        \r
                        """);
    }

    @Test
    void everyOperationOfALoadHasARequest() {
        var requests = Load.BOOKING.webRequests(LocalDate.of(2023, 5, 15), URL);

        assertThat(new String(requests.apply(1L << 20), StandardCharsets.US_ASCII))
                .matches("(?s)(GET|PUT|POST|DELETE) /v1/.*\r\n\r\n.*")
                .isEqualTo(new String(requests.apply(0), StandardCharsets.US_ASCII));
    }

    private static String text(BookingOperation operation) {
        return new String(WebRequest.of(operation, URL), StandardCharsets.US_ASCII);
    }
}
