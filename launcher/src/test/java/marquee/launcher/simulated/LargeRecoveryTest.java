package marquee.launcher.simulated;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.function.BooleanSupplier;
import java.util.stream.LongStream;
import marquee.applications.booking.Argument;
import marquee.applications.booking.BookingCodec;
import marquee.applications.booking.BookingOperation;
import marquee.applications.booking.BookingOperation.AddMovieSlots;
import marquee.applications.booking.BookingOperation.BookMovieTickets;
import marquee.applications.booking.BookingOperation.ListMovieShowsAvailability;
import marquee.applications.booking.BookingOperation.ShowArguments;
import marquee.applications.booking.Movie;
import marquee.applications.booking.MovieId;
import marquee.applications.booking.Show;
import marquee.applications.booking.Theatre;
import marquee.applications.booking.TimeSlot;
import marquee.applications.booking.UserId;
import marquee.frontend.FrontEndEffect;
import marquee.protocol.replication.Group;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.RequestId;
import marquee.simulation.Fault;
import marquee.simulation.Marks;
import marquee.simulation.Strengths;
import marquee.simulation.Surroundings;
import marquee.simulation.Trace;
import org.junit.jupiter.api.Test;

/// Invariant I11 where a successor has much to fetch, which no seed has: with so many requests
/// ordered and so long replies remembered, on links that lose one datagram in ten, it votes within
/// five seconds. The audit of the group, which judges all mild runs, looks at it.
class LargeRecoveryTest {
    private static final int REQUESTS = 100_000;
    private static final int MEANWHILE = 2_000;
    private static final int REPLY_BYTES = 16 << 20;
    private static final int AT_ONCE = 400;
    private static final int LISTS_IN_FIVE = 2;
    private static final int SEATS = 10_000;
    private static final int CUSTOMERS = 9_000;
    private static final ReplicaId CRASHED = new ReplicaId(2, 0);
    private static final long SECOND = 1_000_000_000;
    private static final long PATIENCE = 60 * SECOND;
    private static final Strengths LOSS = Strengths.NONE.with(Fault.LOSS, 100);

    private final ImmutableList<Show> shows = shows();
    private final Surroundings surroundings = Surroundings.of(1, Trace.hashing());
    private final Cluster cluster = new Cluster(surroundings, plan());
    private int wanted;
    private int asked;
    private int answered;

    @Test
    void aSuccessorVotesWithinFiveSecondsOfTheReplacement() {
        assertThat(plan().rigour()).isEqualTo(GroupAudit.Rigour.MILD);
        cluster.start();
        await(cluster.replicas()::isSettled);
        ask(REQUESTS);
        await(this::isSettled);
        assertThat(replyBytes()).isGreaterThan(REPLY_BYTES);

        var replica = cluster.replicas().running(CRASHED);
        assertThat(replica).isNotNull();
        replica.process().crash();
        ask(MEANWHILE);
        await(() -> activated() == 1 && isSettled());

        cluster.replicas().checkDigests();
    }

    private void await(BooleanSupplier wanted) {
        var simulation = surroundings.simulation();
        long end = simulation.now() + PATIENCE;
        while (!wanted.getAsBoolean()) {
            assertThat(simulation.now()).as(cluster.replicas().places()).isLessThan(end);
            simulation.runUntil(simulation.now() + SECOND / 20);
        }
    }

    private long activated() {
        return marks().counter("activated").count();
    }

    private Marks marks() {
        return surroundings.marks();
    }

    private long replyBytes() {
        return LongStream.rangeClosed(1, cluster.order().head())
                .mapToObj(cluster.order()::outcome)
                .mapToLong(outcome -> outcome == null ? 0 : outcome.result().length())
                .sum();
    }

    private boolean isSettled() {
        return answered == wanted && cluster.replicas().isSettled();
    }

    /// Has `requests` more be asked, many at once.
    private void ask(int requests) {
        wanted += requests;
        for (int i = 0; i < AT_ONCE; i++) {
            ask();
        }
    }

    /// One customer of many asks, and when it is answered the next one does.
    private void ask() {
        if (asked == wanted) {
            return;
        }
        int number = asked++;
        var id = RequestId.named("customer" + number % CUSTOMERS, "k" + number);
        send(cluster.requests().send(id, BookingCodec.encode(operation(number))));
    }

    private void send(Requests.Call call) {
        cluster.frontEnds()
                .getFirst()
                .call(
                        call,
                        ending -> {
                            if (ending instanceof FrontEndEffect.Answered(_, var outcome, _)) {
                                cluster.requests().answered(call, outcome, cluster.order());
                                answered++;
                                ask();
                            } else {
                                surroundings.simulation().after(SECOND / 100, () -> send(call));
                            }
                        });
    }

    private BookingOperation operation(int number) {
        var show = shows.get(number % shows.size());
        var home = show.id().theatre();
        var arguments = ShowArguments.of(show);
        if (number < shows.size()) {
            var admin = new UserId(home, UserId.Kind.ADMIN, 1);
            return new AddMovieSlots(Argument.of(admin), arguments, SEATS);
        }
        var who = Argument.of(new UserId(home, UserId.Kind.CUSTOMER, 1 + number % CUSTOMERS));
        return number % 5 < LISTS_IN_FIVE
                ? new ListMovieShowsAvailability(who, Argument.of(Movie.TITANIC))
                : new BookMovieTickets(who, who, arguments, 1);
    }

    private static ImmutableList<Show> shows() {
        var shows = ImmutableList.<Show>builder();
        for (int day = 0; day < 8; day++) {
            for (var slot : TimeSlot.values()) {
                for (var theatre : Theatre.values()) {
                    var date = Cluster.FIRST_DAY.plusDays(day);
                    shows.add(new Show(new MovieId(theatre, date, slot), Movie.TITANIC));
                }
            }
        }
        return shows.build();
    }

    private static RunPlan plan() {
        var staged = RunPlan.staged(1, Group.BOTH, 1);
        return new RunPlan(
                staged.seed(), REQUESTS, LOSS, null, staged.shape(), RunPlan.Mode.HEALING);
    }
}
