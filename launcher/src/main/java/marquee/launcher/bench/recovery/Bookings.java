package marquee.launcher.bench.recovery;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Lists;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import marquee.applications.booking.Movie;
import marquee.applications.booking.MovieId;
import marquee.applications.booking.Show;
import marquee.applications.booking.Theatre;
import marquee.applications.booking.TimeSlot;
import marquee.applications.booking.UserId;
import marquee.client.FrontEndClient;
import marquee.client.Operation;
import marquee.client.UnreachableException;
import marquee.client.UsageException;

/// Fills a cluster with bookings, over HTTP: one ticket each, of as many shows as that takes.
final class Bookings {
    /// The most: every customer of every theatre in each of his shows.
    static final int MAX = 600_000;

    private static final ImmutableList<Theatre> THEATRES = ImmutableList.copyOf(Theatre.values());
    private static final ImmutableList<TimeSlot> TIMES = ImmutableList.copyOf(TimeSlot.values());
    private static final int CUSTOMERS = 10_000;
    private static final int AT_ONCE = 64;

    private final FrontEndClient client;
    private final LocalDate today;
    private final boolean keys;

    /// @param keys whether each request names a key, by which replicas know it for a while
    Bookings(FrontEndClient client, LocalDate today, boolean keys) {
        this.client = client;
        this.today = today;
        this.keys = keys;
    }

    /// Makes `count` bookings, or as many as are made until one fails.
    ///
    /// @param progress told how many are made, by many threads at once
    void make(int count, IntConsumer progress) throws UnreachableException, InterruptedException {
        int shows = (count + CUSTOMERS - 1) / CUSTOMERS;
        for (int number = 0; number < shows; number++) {
            var show = show(number);
            var admin = new UserId(show.id().theatre(), UserId.Kind.ADMIN, 1);
            call(admin, Operation.ADD, show.id(), show.movie(), CUSTOMERS);
        }
        var next = new AtomicInteger();
        Callable<Void> buyer =
                () -> {
                    try {
                        for (int i = next.getAndIncrement();
                                i < count;
                                i = next.getAndIncrement()) {
                            book(i);
                            progress.accept(i);
                        }
                    } finally {
                        next.set(count); // Nobody goes on where one has failed.
                    }
                    return null;
                };
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Void>> buyers = new ArrayList<>();
            for (int i = 0; i < AT_ONCE; i++) {
                buyers.add(buyer);
            }
            for (var done : threads.invokeAll(buyers)) {
                done.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof UnreachableException unreachable) {
                throw unreachable;
            }
            throw new IllegalStateException(e.getCause());
        }
    }

    /// Asks for what changes nothing.
    void look() throws UnreachableException, InterruptedException {
        call(customer(Theatre.ATW, 0), Operation.SCHEDULE);
    }

    private void book(int number) throws UnreachableException, InterruptedException {
        var show = show(number / CUSTOMERS);
        var customer = customer(show.id().theatre(), number % CUSTOMERS);
        call(customer, Operation.BOOK, show.id(), show.movie(), 1);
    }

    private static UserId customer(Theatre home, int number) {
        return new UserId(home, UserId.Kind.CUSTOMER, number);
    }

    private void call(UserId user, Operation operation, Object... arguments)
            throws UnreachableException, InterruptedException {
        try {
            var id = user.toString();
            var words =
                    ImmutableList.copyOf(
                            Lists.transform(Arrays.asList(arguments), Object::toString));
            var key = keys ? id + System.nanoTime() : "";
            var answer = client.send(operation.call(id, id, words, key));
            if (!answer.isOk()) {
                throw new UnreachableException(
                        "%s %s: %s".formatted(id, operation.word(), answer.code()));
            }
        } catch (UsageException e) {
            throw new IllegalStateException(e);
        }
    }

    private Show show(int number) {
        int place = number / THEATRES.size();
        var date = today.plusDays(1 + place / TIMES.size());
        var theatre = THEATRES.get(number % THEATRES.size());
        var id = new MovieId(theatre, date, TIMES.get(place % TIMES.size()));
        return new Show(id, Movie.AVATAR);
    }
}
