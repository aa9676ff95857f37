package marquee.benchmarks.micro;

import com.google.common.base.Preconditions;
import java.util.concurrent.TimeUnit;
import marquee.protocol.Message;
import marquee.protocol.MessageCodec;
import marquee.protocol.wire.Bytes;
import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;
import org.jspecify.annotations.Nullable;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;

/// What it costs to write and to read one message.
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.NANOSECONDS)
@SuppressWarnings("NullAway.Init") // JMH makes the states.
public class CodecBenchmark {
    private static final int BYTES_MAX = 1_024;

    /// One message in both forms.
    @State(Scope.Thread)
    public static class Subject {
        /// Which one.
        @Param public Sample of;

        private final WireWriter out = new WireWriter(BYTES_MAX);
        private Message message;
        private MessageCodec<? extends Message> codec;
        private Bytes bytes;

        /// Makes it.
        @Setup
        public void prepare() {
            message = of.message();
            codec = of.codec();
            codec.encode(message, out);
            bytes = out.toBytes();
            Preconditions.checkState(message.equals(codec.decode(new WireReader(bytes))));
        }
    }

    /// Writes it into a buffer that is used again.
    @Benchmark
    public int encode(Subject subject) {
        subject.codec.encode(subject.message, subject.out.clear());
        return subject.out.length();
    }

    /// Reads it.
    @Benchmark
    public @Nullable Message decode(Subject subject) {
        return subject.codec.decode(new WireReader(subject.bytes));
    }
}
