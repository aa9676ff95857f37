package marquee.scenarios.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import marquee.client.Answer;
import marquee.client.Operation;
import org.awaitility.Awaitility;

/// Customers who book seats of one show until they are told to stop, each one ticket at a time
/// under a key of its own. Each checks every answer: that it succeeded, and that it counts all that
/// was booked before and nothing else. Now and then one asks again under an earlier key, through
/// another front end, and expects the first answer: status, body and number.
final class Crowd implements AutoCloseable {
    private static final String MOVIE = "Avatar";
    private static final int SEATS = 10_000;
    private static final int CUSTOMERS = 4;

    /// How long a customer thinks before the next booking: a load, but no siege.
    private static final Duration PAUSE = Duration.ofMillis(15);

    /// Every so many bookings an earlier one is asked for again.
    private static final int REPEAT_EVERY = 7;

    private final Users users;
    private final Users usersElsewhere;
    private final String show;
    private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
    private final List<Future<ImmutableList<Booking>>> customers = new ArrayList<>();
    private final AtomicInteger booked = new AtomicInteger();
    private volatile boolean stopping;

    /// A booking that was answered.
    record Booking(String customer, String key, Answer answer) {}

    /// Opens a show and has customers begin.
    ///
    /// @param urls the front ends, which half of the customers ask in this order, half in the other
    /// @param show of Atwater, such as `ATWM160523`
    Crowd(ImmutableList<URI> urls, String show) throws Exception {
        this.users = new Users(urls);
        this.usersElsewhere = new Users(urls.reverse());
        this.show = show;
        var added = users.ask("ATWA1111", Operation.ADD, show, MOVIE, SEATS);
        assertThat(added.status()).as(added.toString()).isEqualTo(201);
        for (int i = 0; i < CUSTOMERS; i++) {
            int customer = i;
            customers.add(threads.submit(() -> book(customer)));
        }
    }

    /// Waits until `count` more bookings are answered.
    void awaitMore(int count) {
        int enough = booked.get() + count;
        Awaitility.await()
                .atMost(Slots.PATIENCE)
                .pollInterval(Duration.ofMillis(10))
                .failFast("a customer was not answered as he should be", this::hasFailed)
                .until(() -> booked.get() >= enough);
    }

    /// How many bookings have been answered.
    int booked() {
        return booked.get();
    }

    /// Has everybody stop, and expects that each number was given once, and that what is left of
    /// the show is what nobody was told to have booked.
    ///
    /// @return all bookings that were answered
    ImmutableList<Booking> stop() throws Exception {
        stopping = true;
        var all = ImmutableList.<Booking>builder();
        for (var customer : customers) {
            all.addAll(customer.get());
        }
        var bookings = all.build();
        assertThat(bookings)
                .extracting(booking -> booking.answer().sequenceNumber())
                .doesNotHaveDuplicates();
        assertThat(left()).isEqualTo(SEATS - bookings.size());
        return bookings;
    }

    /// Expects that each of `bookings`, asked for again, is answered as it was at first.
    void expectAgain(ImmutableList<Booking> bookings) throws Exception {
        for (var booking : bookings) {
            expectAgain(usersElsewhere, booking);
        }
    }

    @Override
    public void close() {
        stopping = true;
        threads.shutdownNow();
        users.close();
        usersElsewhere.close();
        threads.close();
    }

    private boolean hasFailed() {
        return customers.stream().anyMatch(Future::isDone);
    }

    private int left() throws Exception {
        var shows = users.ask("ATWC0000", Operation.LIST, MOVIE).body().path("shows");
        return IntStream.range(0, shows.size())
                .mapToObj(shows::path)
                .filter(listed -> listed.path("movieId").asText().equals(show))
                .findFirst()
                .orElseThrow()
                .path("left")
                .asInt();
    }

    private ImmutableList<Booking> book(int index) throws Exception {
        boolean even = index % 2 == 0;
        var mine = even ? users : usersElsewhere;
        var other = even ? usersElsewhere : users;
        var customer = "ATWC%04d".formatted(index);
        var bookings = new ArrayList<Booking>();
        while (!stopping) {
            var key = "%s-%s-%d".formatted(show, customer, bookings.size());
            var answer = bookOne(mine, customer, key);
            assertThat(answer.status()).as(answer.toString()).isEqualTo(201);
            bookings.add(new Booking(customer, key, answer));
            assertThat(answer.body().path("held").asInt()).isEqualTo(bookings.size());
            booked.incrementAndGet();
            if (bookings.size() % REPEAT_EVERY == 0) {
                expectAgain(other, bookings.get(bookings.size() - REPEAT_EVERY / 2));
            }
            LockSupport.parkNanos(PAUSE.toNanos());
        }
        return ImmutableList.copyOf(bookings);
    }

    private void expectAgain(Users whom, Booking booking) throws Exception {
        var again = bookOne(whom, booking.customer(), booking.key());
        assertThat(again.status()).as(again.toString()).isEqualTo(booking.answer().status());
        assertThat(again.body()).isEqualTo(booking.answer().body());
        assertThat(again.sequenceNumber()).isEqualTo(booking.answer().sequenceNumber());
    }

    private Answer bookOne(Users whom, String customer, String key) throws Exception {
        return whom.askUnder(key, customer, Operation.BOOK, show, MOVIE, 1);
    }
}
