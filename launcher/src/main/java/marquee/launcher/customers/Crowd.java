package marquee.launcher.customers;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import marquee.applications.booking.MovieId;
import marquee.applications.booking.Show;
import marquee.applications.booking.UserId;
import marquee.client.FrontEndClient;
import marquee.client.Operation;

/// Customers who book at once, from [#open] to [#rest]. Used by one thread.
public final class Crowd {
    private final Ledger ledger;
    private final FrontEndClient client;
    private final long seed;
    private final Map<String, Caller> callers = new LinkedHashMap<>();
    private final ImmutableList<Show> shows;
    private final ImmutableList<Customer> customers;
    private final Map<Show, Integer> offered = new LinkedHashMap<>();
    private final List<Future<Void>> running = new ArrayList<>();
    private volatile boolean open;

    /// @param count how many customers
    /// @param date the business date
    /// @param seed what they choose by
    public Crowd(int count, LocalDate date, long seed, Ledger ledger, FrontEndClient client) {
        this.ledger = ledger;
        this.client = client;
        this.seed = seed;
        shows = Programme.shows(date);
        customers =
                IntStream.range(0, count)
                        .mapToObj(i -> customer(Programme.customer(i), seed + i))
                        .collect(ImmutableList.toImmutableList());
    }

    private Customer customer(UserId user, long choices) {
        return new Customer(caller(user.toString()), user.home(), shows, choices);
    }

    /// Somebody's way to the service. One for each user, so that no key is used twice.
    public Caller caller(String user) {
        return callers.computeIfAbsent(
                user, id -> new Caller(id, client, ledger, seed ^ id.hashCode()));
    }

    /// Who they are.
    public ImmutableList<Customer> customers() {
        return customers;
    }

    /// Has the administrators offer the shows.
    ///
    /// @return whether they could
    public boolean offerShows() throws InterruptedException {
        boolean offered = true;
        for (var show : shows) {
            offered &= offer(show, Programme.SEATS);
        }
        return offered;
    }

    /// Has an administrator offer `seats` of a show.
    public boolean offer(Show show, int seats) throws InterruptedException {
        var added =
                caller(Programme.admin(show).toString())
                        .call(Operation.ADD, show.id(), show.movie(), seats);
        if (added.isEmpty()) {
            customers.forEach(Customer::doubt);
            return false;
        }
        if (added.get().isOk()) {
            offered.put(show, seats);
        } else {
            ledger.addWrong();
        }
        return added.get().isOk();
    }

    /// From now on they book, at leisure.
    public void open(ExecutorService threads) {
        open(threads, Pace.LEISURELY);
    }

    /// From now on they book, each whenever `pace` lets him.
    public void open(ExecutorService threads, Pace pace) {
        open = true;
        for (var customer : customers) {
            running.add(
                    threads.submit(() -> {
                        while (open) {
                            customer.act();
                            pace.await();
                        }
                        return null;
                    }));
        }
    }

    /// From now on they rest; returns once the last has got his answer.
    public void rest() throws InterruptedException {
        open = false;
        for (var each : running) {
            await(each);
        }
        running.clear();
    }

    /// From now on they rest, without the answers they wait for.
    public void leave() {
        open = false;
        running.forEach(each -> each.cancel(true));
        running.clear();
    }

    /// Whether it is known what came of each request that may have changed something. While they
    /// rest.
    public boolean isSure() {
        return customers.stream().allMatch(Customer::isSure);
    }

    /// Whether the seats that are left and the tickets that the customers hold, by their own
    /// account, add up for each show that was offered, and the service knows each customer's
    /// bookings as he does. It is not if they are not sure, and then no answer is wrong. While they
    /// rest.
    public boolean audit() throws InterruptedException {
        boolean areKnown = together(Customer::check);
        if (!isSure()) {
            return false;
        }
        var expected = new LinkedHashMap<>(offered);
        for (var customer : customers) {
            customer.held().forEach((show, n) -> expected.merge(show, -n, Integer::sum));
        }
        var left = seatsLeft(expected);
        boolean addUp =
                left.filter(expected::equals).isPresent()
                        && expected.values().stream().allMatch(seats -> seats >= 0);
        if (!addUp && left.isPresent()) {
            ledger.addWrong();
        }
        return areKnown && addUp;
    }

    /// What each customer does.
    public interface Action {
        /// Does it, and says whether it went as it must.
        boolean of(Customer customer) throws InterruptedException;
    }

    /// Has all customers act at once, and waits for them.
    ///
    /// @return whether it went as it must for all of them
    public boolean together(Action action) throws InterruptedException {
        boolean isRight = true;
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Boolean>> tasks =
                    customers.stream()
                            .map(customer -> (Callable<Boolean>) () -> action.of(customer))
                            .toList();
            for (var done : threads.invokeAll(tasks)) {
                isRight &= await(done);
            }
        }
        return isRight;
    }

    /// The seats that are left of `all` shows, as far as there are such shows; nothing if there is
    /// no answer.
    private Optional<Map<Show, Integer>> seatsLeft(Map<Show, Integer> all)
            throws InterruptedException {
        var left = new LinkedHashMap<Show, Integer>();
        var visitor = caller(Programme.customer(0).toString());
        for (var movie : all.keySet().stream().map(Show::movie).distinct().toList()) {
            var answer = visitor.call(Operation.LIST, movie);
            if (answer.isEmpty()) {
                return Optional.empty();
            }
            for (var row : answer.get().body().path("shows")) {
                var id = MovieId.parse(row.path("movieId").asText());
                var show = id == null ? null : new Show(id, movie);
                if (show != null && all.containsKey(show)) {
                    left.put(show, row.path("left").asInt());
                }
            }
        }
        return Optional.of(left);
    }

    private static <T> T await(Future<T> each) throws InterruptedException {
        try {
            return each.get();
        } catch (ExecutionException e) {
            throw new IllegalStateException(e.getCause());
        }
    }
}
