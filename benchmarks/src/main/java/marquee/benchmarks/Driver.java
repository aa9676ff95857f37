package marquee.benchmarks;

import java.io.IOException;

/// Something that takes requests. Used by one thread.
public interface Driver {
    /// Keeps `workload` up, and waits for the last answers.
    ///
    /// @throws IOException if nobody answers any more
    Result run(Workload workload) throws IOException;
}
