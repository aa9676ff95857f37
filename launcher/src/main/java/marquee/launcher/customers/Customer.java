package marquee.launcher.customers;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.Optional;
import java.util.SplittableRandom;
import marquee.applications.booking.RefusalCode;
import marquee.applications.booking.Show;
import marquee.applications.booking.Theatre;
import marquee.client.Answer;
import marquee.client.Operation;
import org.jspecify.annotations.Nullable;

/// A customer who books, cancels, exchanges and looks, one request after the other, and keeps his
/// own account of what he holds: an answer that does not fit it is wrong. He does not know what
/// others hold, so that of seats he can tell but within which bounds they are. Once a request has
/// no answer, it may have been done, or be done yet, so that he calls nothing wrong any more. For
/// one thread at a time.
public final class Customer {
    private static final int TICKETS_MAX = 3;
    private static final int PERCENT = 100;

    private final Caller caller;
    private final ImmutableList<Show> shows;
    private final SplittableRandom random;
    private final Account account;
    private boolean unsure;

    /// @param home the theatre where he is at home
    Customer(Caller caller, Theatre home, ImmutableList<Show> shows, long seed) {
        this.caller = caller;
        this.shows = shows;
        random = new SplittableRandom(seed);
        account = new Account(home);
    }

    /// What he holds, by his own account.
    public ImmutableMap<Show, Integer> held() {
        return account.held();
    }

    /// Whether he can tell what he holds, since he knows what came of all that was asked for.
    boolean isSure() {
        return !unsure;
    }

    /// From now on he cannot, since nobody knows what came of some request.
    void doubt() {
        unsure = true;
    }

    /// Makes one request, whichever he likes.
    void act() throws InterruptedException {
        int choice = random.nextInt(PERCENT);
        var mine = account.held().keySet().asList();
        if (choice < 10) {
            look();
        } else if (choice < 20) {
            check();
        } else if (choice < 40 && !mine.isEmpty()) {
            cancel(any(mine));
        } else if (choice < 50 && !mine.isEmpty()) {
            exchange(any(mine), any(shows));
        } else {
            book(any(shows), 1 + random.nextInt(TICKETS_MAX));
        }
    }

    /// Books `tickets` of `show`.
    public void book(Show show, int tickets) throws InterruptedException {
        var answer = caller.call(Operation.BOOK, show.id(), show.movie(), tickets);
        if (answer.isEmpty()) {
            doubt();
            return;
        }
        var hindrance = account.hindrance(show);
        if (answer.get().isOk()) {
            account.add(show, tickets);
            expect(
                    hindrance.isEmpty()
                            && number(answer.get(), "held") == account.of(show)
                            && number(answer.get(), "left") >= 0);
        } else {
            refused(answer.get(), hindrance, tickets);
        }
    }

    /// Compares his account with the service's.
    ///
    /// @return whether they are the same; not if there is no answer, or he is not sure of his own
    boolean check() throws InterruptedException {
        var answer = caller.call(Operation.SCHEDULE);
        if (answer.isEmpty()) {
            return false;
        }
        var listed = new LinkedHashMap<String, Integer>();
        for (var booking : answer.get().body().path("bookings")) {
            var show = text(booking, "movieId") + " " + text(booking, "movieName");
            listed.put(show, booking.path("tickets").asInt());
        }
        var known = new LinkedHashMap<String, Integer>();
        account.held().forEach((show, tickets) -> known.put(show.toString(), tickets));
        return expect(answer.get().isOk() && listed.equals(known));
    }

    /// Sees which shows there are of some movie.
    void look() throws InterruptedException {
        var movie = any(shows).movie();
        var answer = caller.call(Operation.LIST, movie);
        if (answer.isPresent()) {
            var left = new LinkedHashMap<String, Integer>();
            for (var show : answer.get().body().path("shows")) {
                left.put(text(show, "movieId"), show.path("left").asInt(-1));
            }
            expect(
                    answer.get().isOk()
                            && left.values().stream().allMatch(n -> n >= 0 && n <= Programme.SEATS)
                            && shows.stream()
                                    .filter(show -> show.movie() == movie)
                                    .allMatch(show ->
                                            isPossible(show, left.get(show.id().toString()))));
        }
    }

    private boolean isPossible(Show show, @Nullable Integer left) {
        return left != null && left <= Programme.SEATS - account.of(show);
    }

    private void cancel(Show show) throws InterruptedException {
        int tickets = 1 + random.nextInt(account.of(show));
        var answer = caller.call(Operation.CANCEL, show.id(), show.movie(), tickets);
        if (answer.isEmpty()) {
            doubt();
            return;
        }
        account.add(show, -tickets);
        expect(answer.get().isOk() && number(answer.get(), "held") == account.of(show));
    }

    private void exchange(Show old, Show next) throws InterruptedException {
        if (old.equals(next)) {
            return;
        }
        int tickets = 1 + random.nextInt(account.of(old));
        var answer =
                caller.call(
                        Operation.EXCHANGE,
                        old.id(),
                        old.movie(),
                        next.id(),
                        next.movie(),
                        tickets);
        if (answer.isEmpty()) {
            doubt();
            return;
        }
        var hindrance = account.without(old, tickets).hindrance(next);
        if (answer.get().isOk()) {
            account.add(old, -tickets);
            account.add(next, tickets);
            expect(
                    hindrance.isEmpty()
                            && number(answer.get(), "held") == account.of(old)
                            && number(answer.get(), "newHeld") == account.of(next));
        } else {
            refused(answer.get(), hindrance, tickets);
        }
    }

    /// By his own account he is refused for a reason that he knows, or else for too few seats.
    private void refused(Answer answer, Optional<RefusalCode> hindrance, int tickets) {
        int left = number(answer, "left");
        boolean isFull = left >= 0 && left < tickets;
        var due = hindrance.orElse(RefusalCode.NOT_ENOUGH_SEATS);
        expect(answer.code().equals(due.name()) && (hindrance.isPresent() || isFull));
    }

    private boolean expect(boolean isRight) {
        if (!isRight && isSure()) {
            caller.wrong();
        }
        return isRight && isSure();
    }

    private Show any(ImmutableList<Show> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static int number(Answer answer, String field) {
        return answer.body().path(field).asInt(-1);
    }

    private static String text(JsonNode json, String field) {
        return json.path(field).asText();
    }
}
