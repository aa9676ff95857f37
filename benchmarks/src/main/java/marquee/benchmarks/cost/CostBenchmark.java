package marquee.benchmarks.cost;

import java.util.concurrent.TimeUnit;
import marquee.applications.booking.Show;
import marquee.protocol.Chance;
import marquee.protocol.wire.Bytes;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.infra.Blackhole;

/// What a replica's implementation does for an operation: bytes in, changes told, bytes out. The
/// state is as large after a measurement as before.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
public class CostBenchmark {
    /// To book and to cancel.
    public static class Bookings extends Pairs {
        @Override
        Pair active(History history, Chance chance) {
            return pair(
                    new History.Booking(
                            history.activeCustomer(chance), history.showToCome(chance)));
        }

        @Override
        Pair any(History history, Chance chance) {
            return pair(new History.Booking(history.anyCustomer(chance), history.anyShow(chance)));
        }

        private static Pair pair(History.Booking wanted) {
            return new Pair(
                    Requests.book(wanted.customer(), wanted.show(), wanted.tickets()),
                    Requests.cancel(wanted.customer(), wanted.show(), wanted.tickets()));
        }
    }

    /// To exchange a booking, and to change it back.
    public static class Exchanges extends Pairs {
        @Override
        Pair active(History history, Chance chance) {
            return pair(history.activeBooking(chance), history.showToCome(chance));
        }

        @Override
        Pair any(History history, Chance chance) {
            return pair(history.anyBooking(chance), history.anyShow(chance));
        }

        private static Pair pair(History.Booking held, Show to) {
            return new Pair(
                    Requests.exchange(held.customer(), held.show(), to, held.tickets()),
                    Requests.exchange(held.customer(), to, held.show(), held.tickets()));
        }
    }

    /// A booking and its cancellation.
    @Benchmark
    @OperationsPerInvocation(2)
    public void book(Bookings bookings, Blackhole hole) {
        hole.consume(bookings.there());
        hole.consume(bookings.back());
    }

    /// An exchange and another one back.
    @Benchmark
    @OperationsPerInvocation(2)
    public void exchange(Exchanges exchanges, Blackhole hole) {
        hole.consume(exchanges.there());
        hole.consume(exchanges.back());
    }

    /// A listing of the shows to come.
    @Benchmark
    public Bytes list(Answers answers) {
        return answers.list();
    }

    /// What one customer holds.
    @Benchmark
    public Bytes schedule(Answers answers) {
        return answers.schedule();
    }

    /// The removal of a show, whose bookings all move on. Each is timed alone, since it has to be
    /// undone before the next.
    @Benchmark
    @BenchmarkMode(Mode.SampleTime)
    public Bytes remove(Removals removals) {
        return removals.remove();
    }

    /// [Answers#SCANNED] records from the middle on.
    @Benchmark
    @OperationsPerInvocation(Answers.SCANNED)
    public void scan(Answers answers, Blackhole hole) {
        answers.scan(hole);
    }
}
