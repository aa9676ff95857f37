package marquee.benchmarks.micro;

import com.google.common.base.Preconditions;
import java.util.concurrent.TimeUnit;
import marquee.protocol.Message;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OperationsPerInvocation;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What a message costs both ends of a link together: encoded, packed, tagged, checked, decoded and
/// acknowledged, but sent through no kernel.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH makes the states.
public class LinkBenchmark {
    /// As many requests fill a datagram.
    private static final int FULL = 14;

    /// A link.
    @State(Scope.Thread)
    public static class Subject {
        /// Whether datagrams are proved by keys.
        @Param({"false", "true"})
        public boolean keyed;

        private final Message message = Sample.ORDERED.message();
        private LinkPair pair;

        /// Makes it, and sees that it works.
        @Setup
        public void prepare() {
            pair = new LinkPair(keyed);
            Preconditions.checkState(pair.deliver(message, FULL) == FULL, "not delivered");
        }
    }

    /// One message in a datagram.
    @Benchmark
    public long deliverAlone(Subject subject) {
        return subject.pair.deliver(subject.message, 1);
    }

    /// A message among those that fill a datagram.
    @Benchmark
    @OperationsPerInvocation(FULL)
    public long deliverTogether(Subject subject) {
        return subject.pair.deliver(subject.message, FULL);
    }
}
