package marquee.client;

import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.collect.ImmutableList;
import java.net.URI;
import java.time.Duration;

/// Calls the web service of several front ends, one after the other: the one that answered last is
/// asked first, and another one when it cannot be reached, breaks off, is no front end, or says
/// that it has no answer. All attempts of one call carry its key. May be used by many threads at
/// once.
public final class FrontEndClient implements AutoCloseable {
    /// How long a call is tried unless told otherwise.
    public static final Duration DEADLINE = Duration.ofSeconds(30);

    /// How long a call that changes something is sent again once an attempt may have done it. A
    /// front end's request is given a place for ten seconds, and replicas keep a key for twenty at
    /// least (rule P3): what reaches a front end within the rest of that finds its key. It takes up
    /// to [HttpExchange#CONNECT_MAX] to reach one.
    public static final Duration REPEATED_MAX = Duration.ofSeconds(8);

    /// How often all front ends are asked while none takes a connection, or is one at all.
    static final int REFUSED_ROUNDS_MAX = 5;

    private static final Duration ATTEMPT_MAX = Duration.ofSeconds(12);
    private static final int PORT_MAX = 65_535;

    private final FrontEnds frontEnds;
    private final Patience patience;
    private final HttpExchange exchange;

    /// How long a call is tried.
    ///
    /// @param deadline for all attempts together
    /// @param attemptMax for one of them: another front end is asked when one hangs
    /// @param refusedRoundsMax how often all front ends are asked while none takes a connection, or
    ///   is one at all
    /// @param repeatedMax for sending a call that changes something again, from the beginning of
    ///   the first attempt on that may have done it
    public record Patience(
            Duration deadline, Duration attemptMax, int refusedRoundsMax, Duration repeatedMax) {
        /// That of somebody who may use many keys.
        public Patience(Duration deadline, Duration attemptMax, int refusedRoundsMax) {
            this(deadline, attemptMax, refusedRoundsMax, REPEATED_MAX);
        }

        /// That of a customer, who gives a front end the time to find an agreement.
        public static Patience of(Duration deadline) {
            return new Patience(deadline, ATTEMPT_MAX, REFUSED_ROUNDS_MAX);
        }

        /// For the first attempt that may do what was asked, so that there is time to ask another
        /// front end while the call may be sent again.
        Duration firstMax() {
            return repeatedMax.multipliedBy(3).dividedBy(4);
        }
    }

    /// Makes a client of the front ends at `urls`, which answers each call within `deadline`.
    public FrontEndClient(ImmutableList<URI> urls, Duration deadline) {
        this(urls, Patience.of(deadline));
    }

    /// Makes a client of the front ends at `urls`.
    public FrontEndClient(ImmutableList<URI> urls, Patience patience) {
        this(urls, patience, Credentials.NONE);
    }

    /// Makes a client of the front ends at `urls` that is known by `credentials`.
    public FrontEndClient(ImmutableList<URI> urls, Patience patience, Credentials credentials) {
        this.frontEnds = new FrontEnds(urls);
        this.patience = patience;
        this.exchange = new HttpExchange(credentials);
    }

    /// Whether `url` is one of a front end.
    public static boolean isUrl(URI url) {
        boolean web = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
        return web && url.getHost() != null && url.getPort() <= PORT_MAX;
    }

    /// Sends `call` until it is answered.
    ///
    /// @return the answer; one that is transient only when there is no time left to repeat the
    ///   call, and one that says that nothing was done only if no attempt before may have done it
    /// @throws UnreachableException if no front end answered at all
    public Answer send(Call call) throws UnreachableException, InterruptedException {
        return attempts(call).run();
    }

    /// The way of `call`, yet to be gone, for who may give it up.
    Attempts attempts(Call call) {
        return new Attempts(call, patience, frontEnds, exchange);
    }

    /// Asks for the JSON document at `path`, as [#send].
    ///
    /// @param field what the document has wherever it is a front end's
    public Answer get(String path, String field) throws UnreachableException, InterruptedException {
        return send(new Call("", "GET", path, null, "", field));
    }

    /// Puts `body` at `path`, as [#send]; only for what may be done twice.
    ///
    /// @param field what a front end answers with when it has done so
    public Answer put(String path, ObjectNode body, String field)
            throws UnreachableException, InterruptedException {
        return send(new Call("", "PUT", path, body, "", field));
    }

    @Override
    public void close() {
        exchange.close();
    }
}
