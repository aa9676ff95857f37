package marquee.benchmarks;

import marquee.protocol.replication.RequestId;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// What is asked, request by request.
@FunctionalInterface
public interface Requests {
    /// What the `n`-th request asks for, from 0.
    Bytes operation(long n);

    /// The name its client gave it; null if none did.
    default @Nullable RequestId id(long n) {
        return null;
    }
}
