package marquee.replicas.theatres;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import marquee.applications.booking.Theatre;
import marquee.applications.booking.UserId;
import marquee.replicas.theatres.Letter.Answer;
import marquee.replicas.theatres.Letter.Offer;
import marquee.replicas.theatres.Letter.Release;
import marquee.replicas.theatres.Letter.Reserve;
import marquee.replicas.theatres.Letter.Seats;
import marquee.replicas.theatres.Letter.Undo;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// One theatre with one show of five seats (rule P51).
class TheatreServerTest {
    private static final int TIME = 175_000;
    private static final UserId CUSTOMER = new UserId(Theatre.VER, UserId.Kind.CUSTOMER, 1);

    private final TheatreServer server = new TheatreServer(new Ledger(Theatre.ATW));

    @BeforeEach
    void open() {
        server.receive(1, 0, new Offer(TIME, 5));
    }

    @Test
    void answersALetterThatComesAgainFromMemory() {
        assertThat(reserve(2, 0, 3)).isEqualTo(new Seats(true, true, 3, 2));

        assertThat(reserve(2, 0, 3)).isEqualTo(new Seats(true, true, 3, 2));
        assertThat(reserve(2, 1, 1)).isEqualTo(new Seats(true, true, 4, 1));
        assertThat(reserve(2, 0, 3)).isEqualTo(new Seats(true, true, 3, 2));
    }

    @Test
    void dropsALetterOfAnEarlierOperation() {
        reserve(3, 0, 1);

        assertThat(reserve(2, 0, 1)).isNull();
        assertThat(reserve(3, 1, 1)).isEqualTo(new Seats(true, true, 2, 3));
    }

    @Test
    void undoesWhatItDid() {
        reserve(2, 0, 3);
        server.receive(2, 1, new Release(CUSTOMER, TIME, 1));
        server.receive(2, 2, new Undo(1));
        server.receive(2, 3, new Undo(0));
        server.receive(2, 3, new Undo(0));

        assertThat(reserve(3, 0, 5)).isEqualTo(new Seats(true, true, 5, 0));
    }

    @Test
    void stopsRatherThanUndoWhatItNeverDid() { // P49
        assertThatThrownBy(() -> server.receive(2, 1, new Undo(0)))
                .isInstanceOf(IllegalStateException.class);
    }

    private @Nullable Answer reserve(long operation, int step, int tickets) {
        return server.receive(operation, step, new Reserve(CUSTOMER, TIME, tickets));
    }
}
