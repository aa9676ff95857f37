package marquee.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import com.google.common.collect.ImmutableSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import marquee.client.Answer;
import marquee.client.Operation;
import marquee.launcher.demo.Programme.Screening;

/// A customer who books, cancels, exchanges and looks, one request after the other, and keeps his
/// own account of what he holds: an answer that does not fit it is wrong. For one thread.
final class Customer {
    private static final int TICKETS_MAX = 3;
    private static final int PERCENT = 100;

    /// Refusals that a customer who knows what he holds can meet.
    private static final ImmutableSet<String> POSSIBLE =
            ImmutableSet.of("NOT_ENOUGH_SEATS", "WEEK_LIMIT", "SAME_SHOW_ELSEWHERE");

    private final Caller caller;
    private final ImmutableList<Screening> shows;
    private final SplittableRandom random;
    private final Map<Screening, Integer> held = new LinkedHashMap<>();

    Customer(Caller caller, ImmutableList<Screening> shows, long seed) {
        this.caller = caller;
        this.shows = shows;
        random = new SplittableRandom(seed);
    }

    /// What he holds, by his own account.
    ImmutableMap<Screening, Integer> held() {
        return ImmutableMap.copyOf(held);
    }

    /// Makes one request, whichever he likes.
    void act() throws InterruptedException {
        int choice = random.nextInt(PERCENT);
        if (choice < 10) {
            look();
        } else if (choice < 20) {
            check();
        } else if (choice < 40 && !held.isEmpty()) {
            cancel(any(ImmutableList.copyOf(held.keySet())));
        } else if (choice < 50 && !held.isEmpty()) {
            exchange(any(ImmutableList.copyOf(held.keySet())), any(shows));
        } else {
            book(any(shows), 1 + random.nextInt(TICKETS_MAX));
        }
    }

    /// Books `tickets` of `show`.
    void book(Screening show, int tickets) throws InterruptedException {
        var answer = caller.call(Operation.BOOK, show.movieId(), show.movie(), tickets + "");
        if (answer.isEmpty()) {
            return;
        }
        if (answer.get().isOk()) {
            int now = heldOf(show) + tickets;
            hold(show, now);
            expect(number(answer.get(), "held") == now && number(answer.get(), "left") >= 0);
        } else {
            refused(answer.get(), tickets);
        }
    }

    /// Compares his account with the service's.
    ///
    /// @return whether they are the same; not if there is no answer
    boolean check() throws InterruptedException {
        var answer = caller.call(Operation.SCHEDULE);
        if (answer.isEmpty()) {
            return false;
        }
        var listed = new LinkedHashMap<Screening, Integer>();
        for (var booking : answer.get().body().path("bookings")) {
            var show = new Screening(text(booking, "movieId"), text(booking, "movieName"));
            listed.put(show, booking.path("tickets").asInt());
        }
        return expect(answer.get().isOk() && listed.equals(held));
    }

    private void look() throws InterruptedException {
        var answer = caller.call(Operation.LIST, any(shows).movie());
        if (answer.isPresent()) {
            for (var show : answer.get().body().path("shows")) {
                int left = show.path("left").asInt(-1);
                expect(left >= 0 && left <= Programme.SEATS);
            }
        }
    }

    private void cancel(Screening show) throws InterruptedException {
        int tickets = 1 + random.nextInt(heldOf(show));
        var answer = caller.call(Operation.CANCEL, show.movieId(), show.movie(), tickets + "");
        if (answer.isPresent()) {
            hold(show, heldOf(show) - tickets);
            expect(answer.get().isOk() && number(answer.get(), "held") == heldOf(show));
        }
    }

    private void exchange(Screening old, Screening next) throws InterruptedException {
        if (old.equals(next)) {
            return;
        }
        int tickets = 1 + random.nextInt(heldOf(old));
        var answer =
                caller.call(
                        Operation.EXCHANGE,
                        old.movieId(),
                        old.movie(),
                        next.movieId(),
                        next.movie(),
                        tickets + "");
        if (answer.isEmpty()) {
            return;
        }
        if (answer.get().isOk()) {
            hold(old, heldOf(old) - tickets);
            hold(next, heldOf(next) + tickets);
            expect(
                    number(answer.get(), "held") == heldOf(old)
                            && number(answer.get(), "newHeld") == heldOf(next));
        } else {
            refused(answer.get(), tickets);
        }
    }

    private void refused(Answer answer, int tickets) {
        boolean isFull = answer.code().equals("NOT_ENOUGH_SEATS");
        expect(POSSIBLE.contains(answer.code()) && (!isFull || number(answer, "left") < tickets));
    }

    private boolean expect(boolean isRight) {
        if (!isRight) {
            caller.wrong();
        }
        return isRight;
    }

    private int heldOf(Screening show) {
        return held.getOrDefault(show, 0);
    }

    private void hold(Screening show, int tickets) {
        if (tickets == 0) {
            held.remove(show);
        } else {
            held.put(show, tickets);
        }
    }

    private Screening any(ImmutableList<Screening> choices) {
        return choices.get(random.nextInt(choices.size()));
    }

    private static int number(Answer answer, String field) {
        return answer.body().path(field).asInt(-1);
    }

    private static String text(JsonNode json, String field) {
        return json.path(field).asText();
    }
}
