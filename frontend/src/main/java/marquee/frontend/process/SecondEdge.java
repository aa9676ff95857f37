package marquee.frontend.process;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import marquee.config.HttpConfig;

/// Opens another web service of a front end, beside REST and over the same [BookingDesk].
public interface SecondEdge {
    /// Listens at `at` until it is closed.
    ///
    /// @param deadline within which `desk` answers
    /// @throws java.net.BindException if the port is taken
    Closeable open(HttpConfig at, BookingDesk desk, Duration deadline) throws IOException;
}
