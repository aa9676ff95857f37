package marquee.frontend.process;

import java.io.Closeable;
import java.io.IOException;
import java.time.Duration;
import marquee.config.HttpConfig;

/// Opens another web service of a front end, beside REST and over the same [BookingDesk].
public interface SecondEdge {
    /// One that listens. Closing it ends it once the replies that have been made are written.
    interface Listening extends Closeable {
        /// Takes no more connections, and returns at once. Requests that have come are still
        /// answered. For any thread.
        void refuse();
    }

    /// Listens at `at` until it is closed.
    ///
    /// @param deadline within which `desk` answers
    /// @throws java.net.BindException if the port is taken, or the address not of this machine
    Listening open(HttpConfig at, BookingDesk desk, Duration deadline) throws IOException;
}
