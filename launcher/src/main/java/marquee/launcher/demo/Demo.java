package marquee.launcher.demo;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.net.URI;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import marquee.client.FrontEndClient;
import marquee.client.Operation;
import marquee.client.UnreachableException;
import marquee.launcher.demo.Programme.Screening;
import marquee.launcher.local.ClusterStatus;
import marquee.protocol.replication.Group;

/// Books on a running cluster as its clients do, over HTTP, and checks all that it says.
public final class Demo implements AutoCloseable {
    private static final int PREMIERE_TICKETS = 2;
    private static final long DIGESTS_MILLIS_MAX = 15_000;
    private static final long DIGESTS_PAUSE_MILLIS = 100;

    private final Settings settings;
    private final Narrator narrator;
    private final FrontEndClient client;
    private final Tally tally = new Tally();
    private final Map<String, Caller> callers = new LinkedHashMap<>(); // Of this thread only.

    /// How much is done.
    ///
    /// @param customers how many book at once
    /// @param requests how many requests they make together, at most
    /// @param seconds for how long, at most
    /// @param date the business date of the cluster
    /// @param seed what the customers' choices are made from
    public record Settings(int customers, int requests, int seconds, LocalDate date, long seed) {}

    /// A demonstration on the cluster whose front ends are at `urls`.
    public Demo(Settings settings, ImmutableList<URI> urls, Narrator narrator) {
        this.settings = settings;
        this.narrator = narrator;
        client = new FrontEndClient(urls, FrontEndClient.DEADLINE);
    }

    /// Runs it.
    ///
    /// @return whether every request was answered rightly and all digests are equal
    public boolean run() throws InterruptedException, UnreachableException {
        narrator.title("The worked examples, one request after the other");
        new WorkedExamples(settings.date()).run(this::caller, narrator);
        var customers = customers();
        premiere(customers);
        rush(customers);
        narrator.title("What the customers saw");
        tally.lines().forEach(line -> narrator.plain(("          " + line).stripTrailing()));
        narrator.verdict(tally.isClean(), "no failed and no wrong answer");
        boolean areEqual = compareDigests();
        return tally.isClean() && areEqual;
    }

    @Override
    public void close() {
        client.close();
    }

    private ImmutableList<Customer> customers() {
        var shows = Programme.shows(settings.date());
        return IntStream.range(0, settings.customers())
                .mapToObj(i ->
                        new Customer(caller(Programme.customer(i)), shows, settings.seed() + i))
                .collect(ImmutableList.toImmutableList());
    }

    private void premiere(ImmutableList<Customer> customers) throws InterruptedException {
        var premiere = Programme.premiere(settings.date());
        int winners = (customers.size() + 1) / 2;
        add(premiere, winners * PREMIERE_TICKETS);
        narrator.title(
                "%d customers at once want %d tickets each of %s %s, which has %d seats"
                        .formatted(
                                customers.size(),
                                PREMIERE_TICKETS,
                                premiere.movie(),
                                premiere.movieId(),
                                winners * PREMIERE_TICKETS));
        together(
                customers,
                customer -> {
                    customer.book(premiere, PREMIERE_TICKETS);
                    return 0;
                });
        long won = customers.stream().filter(each -> each.held().containsKey(premiere)).count();
        if (won != winners) {
            tally.wrong();
        }
        narrator.verdict(won == winners, "%d of them won, %d expected".formatted(won, winners));
    }

    private void rush(ImmutableList<Customer> customers) throws InterruptedException {
        var shows = Programme.shows(settings.date());
        for (var show : shows) {
            add(show, Programme.SEATS);
        }
        narrator.title(
                "%d customers book, cancel and exchange at once: %d shows of %d seats, %d requests"
                        .formatted(
                                customers.size(),
                                shows.size(),
                                Programme.SEATS,
                                settings.requests()));
        long start = System.nanoTime();
        long end = start + TimeUnit.SECONDS.toNanos(settings.seconds());
        var left = new AtomicInteger(settings.requests());
        together(
                customers,
                customer -> {
                    int made = 0;
                    while (System.nanoTime() < end && left.getAndDecrement() > 0) {
                        customer.act();
                        made++;
                    }
                    return made;
                });
        tally.lasted(System.nanoTime() - start);
        together(
                customers,
                customer -> {
                    customer.check();
                    return 0;
                });
        audit(customers, shows);
    }

    /// Compares the seats left with what the customers hold together.
    private void audit(ImmutableList<Customer> customers, ImmutableList<Screening> shows)
            throws InterruptedException {
        var expected = new LinkedHashMap<Screening, Integer>();
        shows.forEach(show -> expected.put(show, Programme.SEATS));
        for (var customer : customers) {
            customer.held()
                    .forEach((show, n) -> expected.computeIfPresent(show, (_, left) -> left - n));
        }
        boolean isRight = expected.equals(seatsLeft(expected));
        if (!isRight) {
            tally.wrong();
        }
        narrator.verdict(isRight, "seats left and tickets held add up for each of the shows");
        narrator.verdict(
                expected.values().stream().allMatch(left -> left >= 0), "no seat was sold twice");
    }

    private ImmutableMap<Screening, Integer> seatsLeft(Map<Screening, Integer> shows)
            throws InterruptedException {
        var left = new LinkedHashMap<Screening, Integer>();
        var visitor = caller(Programme.customer(0));
        for (var movie : shows.keySet().stream().map(Screening::movie).distinct().toList()) {
            var answer = visitor.call(Operation.LIST, movie);
            if (answer.isEmpty()) {
                continue;
            }
            for (var show : answer.get().body().path("shows")) {
                var screening = new Screening(show.path("movieId").asText(), movie);
                if (shows.containsKey(screening)) {
                    left.put(screening, show.path("left").asInt());
                }
            }
        }
        return ImmutableMap.copyOf(left);
    }

    private boolean compareDigests() throws UnreachableException, InterruptedException {
        narrator.title("The state of the replicas, each of another implementation");
        long end = System.nanoTime() + TimeUnit.MILLISECONDS.toNanos(DIGESTS_MILLIS_MAX);
        var status = status();
        while (status.digests() == ClusterStatus.Digests.UNKNOWN && System.nanoTime() < end) {
            TimeUnit.MILLISECONDS.sleep(DIGESTS_PAUSE_MILLIS);
            status = status();
        }
        status.tables().forEach(line -> narrator.plain(("          " + line).stripTrailing()));
        boolean areEqual =
                status.digests() == ClusterStatus.Digests.EQUAL
                        && status.active() == Group.BOTH.slots();
        narrator.verdict(areEqual, status.verdict());
        return areEqual;
    }

    private ClusterStatus status() throws UnreachableException, InterruptedException {
        return new ClusterStatus(client.get("/v1/cluster").body());
    }

    private void add(Screening show, int seats) throws InterruptedException {
        var admin = caller(show.admin());
        var answer = admin.call(Operation.ADD, show.movieId(), show.movie(), seats + "");
        if (answer.isPresent() && !answer.get().isOk()) {
            tally.wrong();
            narrator.verdict(false, "add " + show.movieId() + ": " + answer.get().code());
        }
    }

    private Caller caller(String user) {
        return callers.computeIfAbsent(
                user, id -> new Caller(id, client, tally, settings.seed() ^ id.hashCode()));
    }

    private interface Action {
        int of(Customer customer) throws InterruptedException;
    }

    /// Has all customers act at once, and waits for them.
    private static void together(ImmutableList<Customer> customers, Action action)
            throws InterruptedException {
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Integer>> tasks =
                    customers.stream()
                            .map(customer -> (Callable<Integer>) () -> action.of(customer))
                            .toList();
            for (Future<Integer> done : threads.invokeAll(tasks)) {
                done.get();
            }
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
