package marquee.launcher.bench;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.IntConsumer;
import marquee.client.FrontEndClient;
import marquee.client.Operation;
import marquee.client.UnreachableException;
import marquee.client.UsageException;

/// Fills a cluster with bookings, over HTTP: one ticket each, of as many shows as that takes.
final class Bookings {
    /// The most: every customer of every theatre in each of his shows.
    static final int MAX = 600_000;

    private static final ImmutableList<String> THEATRES = ImmutableList.of("ATW", "OUT", "VER");
    private static final ImmutableList<String> TIMES = ImmutableList.of("M", "A", "E");
    private static final int CUSTOMERS = 10_000;
    private static final int AT_ONCE = 64;
    private static final String MOVIE = "Avatar";

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
        for (int show = 0; show < shows; show++) {
            call(theatre(show) + "A0001", Operation.ADD, show(show), MOVIE, CUSTOMERS + "");
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
        call("ATWC0000", Operation.SCHEDULE);
    }

    private void book(int number) throws UnreachableException, InterruptedException {
        int show = number / CUSTOMERS;
        var customer = "%sC%04d".formatted(theatre(show), number % CUSTOMERS);
        call(customer, Operation.BOOK, show(show), MOVIE, "1");
    }

    private void call(String user, Operation operation, String... arguments)
            throws UnreachableException, InterruptedException {
        try {
            var key = keys ? user + System.nanoTime() : "";
            var call = operation.call(user, user, ImmutableList.copyOf(arguments), key);
            var answer = client.send(call);
            if (!answer.isOk()) {
                throw new UnreachableException(
                        "%s %s: %s".formatted(user, operation.word(), answer.code()));
            }
        } catch (UsageException e) {
            throw new IllegalStateException(e);
        }
    }

    private static String theatre(int show) {
        return THEATRES.get(show % THEATRES.size());
    }

    private String show(int show) {
        int place = show / THEATRES.size();
        var date = today.plusDays(1 + place / TIMES.size());
        return theatre(show)
                + TIMES.get(place % TIMES.size())
                + DateTimeFormatter.ofPattern("ddMMyy", Locale.ROOT).format(date);
    }
}
