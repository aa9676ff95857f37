package marquee.applications.booking;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import marquee.applications.booking.BookingOperation.BookMovieTickets;
import marquee.applications.booking.BookingOperation.ExchangeTickets;
import marquee.applications.booking.BookingOperation.ShowArguments;
import marquee.applications.booking.BookingResult.Booked;
import marquee.applications.booking.BookingResult.Dropped;
import marquee.applications.booking.BookingResult.Moved;
import marquee.applications.booking.BookingResult.Refused;
import marquee.applications.booking.BookingResult.Removed;
import org.junit.jupiter.api.Test;

class SentencesTest {
    private static final MovieId ID =
            new MovieId(Theatre.ATW, LocalDate.of(2023, 5, 16), TimeSlot.MORNING);
    private static final UserId ANN = new UserId(Theatre.ATW, UserId.Kind.CUSTOMER, 1);
    private static final UserId BOB = new UserId(Theatre.VER, UserId.Kind.CUSTOMER, 2);

    @Test
    void aResultIsOneSentence() {
        assertThat(Sentences.of(new Booked(2, 1)))
                .isEqualTo("Booked: 2 tickets held, 1 seat left.");
        assertThat(Sentences.of(new Refused(RefusalCode.NOT_ENOUGH_SEATS, 1)))
                .isEqualTo("Not enough seats: 1 left.");
        assertThat(
                        Sentences.of(
                                new Removed(
                                        ImmutableList.of(new Moved(ANN, 2, ID)),
                                        ImmutableList.of(new Dropped(BOB, 1)))))
                .isEqualTo(
                        "The show is gone; moved: ATWC0001 2 to ATWM160523; dropped: VERC0002 1.");
    }

    @Test
    void aUserWhoIsRefusedMayBeAnAdminWhoDidNotSayForWhom() {
        assertThat(Sentences.of(new Refused(RefusalCode.BAD_USER_ID)))
                .isEqualTo(
                        "Expected a customer such as ATWC2345, or an admin such as ATWA2345, who"
                                + " says for which customer.");
    }

    @Test
    void anOperationIsOneLine() {
        var show = ShowArguments.of(new Show(ID, Movie.AVATAR));
        var customer = Argument.of(ANN);
        assertThat(Sentences.of(new BookMovieTickets(customer, customer, show, 2)))
                .isEqualTo("bookMovieTickets for ATWC0001 ATWM160523 Avatar 2");
        var other = new ShowArguments(Argument.movieId("there"), Argument.movie("Amélie"));
        assertThat(Sentences.of(new ExchangeTickets(customer, customer, show, other, 1)))
                .isEqualTo("exchangeTickets for ATWC0001 ATWM160523 Avatar to there Am?lie 1");
    }
}
