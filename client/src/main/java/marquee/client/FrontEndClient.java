package marquee.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Joiner;
import com.google.common.base.Preconditions;
import com.google.common.collect.Comparators;
import com.google.common.collect.ImmutableList;
import com.google.common.primitives.Longs;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.time.Duration;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

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
    /// to [#CONNECT_MAX] to reach one.
    public static final Duration REPEATED_MAX = Duration.ofSeconds(8);

    /// How often all front ends are asked while none takes a connection, or is one at all.
    static final int REFUSED_ROUNDS_MAX = 5;

    private static final Duration CONNECT_MAX = Duration.ofSeconds(2);
    private static final Duration ATTEMPT_MAX = Duration.ofSeconds(12);
    private static final Duration PAUSE_MIN = Duration.ofMillis(100);
    private static final Duration PAUSE_MAX = Duration.ofSeconds(1);
    private static final int DOUBLINGS_MAX = 4;
    private static final int PORT_MAX = 65_535;
    private static final String NOBODY = "no front end answers: ";
    private static final JsonMapper MAPPER = new JsonMapper();

    private final ImmutableList<URI> urls;
    private final Patience patience;
    private final Credentials credentials;
    private final HttpClient http;
    private volatile int preferred;

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
        private Duration firstMax() {
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
        Preconditions.checkArgument(!urls.isEmpty(), "no front end");
        this.urls = urls;
        this.patience = patience;
        this.credentials = credentials;
        var builder =
                HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .connectTimeout(CONNECT_MAX);
        if (credentials.trust() != null) {
            builder.sslContext(credentials.trust());
        }
        http = builder.build();
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
        return send(new Attempts(call));
    }

    /// Asks for the JSON document at `path`, as [#send].
    public Answer get(String path) throws UnreachableException, InterruptedException {
        return send(new Attempts(new Call("", "GET", path, null, "")));
    }

    /// Puts `body` at `path`, as [#send]; only for what may be done twice.
    public Answer put(String path, ObjectNode body)
            throws UnreachableException, InterruptedException {
        return send(new Attempts(new Call("", "PUT", path, body, "")));
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private Answer send(Attempts attempts) throws UnreachableException, InterruptedException {
        while (true) {
            var answer = attempts.next();
            if (answer != null) {
                return answer;
            }
            Thread.sleep(attempts.pause());
        }
    }

    /// One call's way from front end to front end, round after round.
    private final class Attempts {
        private final Call call;
        private final long start = System.nanoTime();
        private final int first = preferred;
        private int tries;
        private long begun;
        private Duration allowed = Duration.ZERO;
        private boolean handedOver;
        private boolean mayBeDone;

        /// When the first attempt began that may have done what was asked.
        private long mayBeDoneSince;

        /// So long all who were asked in this round want to be left alone.
        private Duration retryAfter = Duration.ZERO;

        private @Nullable Answer last;
        private String reason = "";

        Attempts(Call call) {
            this.call = call;
        }

        /// The answer, or null if another attempt is due.
        @Nullable Answer next() throws UnreachableException, InterruptedException {
            boolean begins = isBetweenRounds();
            int index = (first + tries) % urls.size();
            var url = urls.get(index);
            tries++;
            var before = begins ? patience.deadline() : retryAfter;
            retryAfter = Duration.ZERO;
            begun = System.nanoTime();
            allowed = Comparators.min(left().plusMillis(1), attemptMax());
            try {
                var response = http.send(request(url), BodyHandlers.ofString());
                retryAfter = Comparators.min(retryAfter(response), before);
                var answer = answer(call, response);
                if (answer == null) {
                    answeredByStranger(url, response.statusCode());
                } else if (isFinal(answer)) {
                    preferred = index;
                    return answer;
                } else {
                    preferred = (index + 1) % urls.size();
                    answeredForNow(answer);
                }
            } catch (IOException e) {
                failed(url, e);
            }
            return isOver() ? lastWord() : null;
        }

        /// Where an attempt before may have done what was asked, only the order tells whether it
        /// did: what a front end refuses by itself, it refuses this attempt (rule P6).
        private boolean isFinal(Answer answer) {
            boolean tellsAll = answer.isOk() || answer.isInOrder() || !call.hasKey() || !mayBeDone;
            return tellsAll && !answer.isTransient();
        }

        private void answeredForNow(Answer answer) {
            handedOver = true;
            mayHaveDone(answer.mayBeDone());
            // That this attempt was refused does not undo what an earlier one has done.
            last = answer.mayBeDone() || !mayBeDone ? answer : last;
        }

        private void mayHaveDone(boolean byThisAttempt) {
            if (byThisAttempt && !mayBeDone) {
                mayBeDone = true;
                mayBeDoneSince = begun;
            }
        }

        /// A page that was moved, or is not there, stays so. A proxy that has found no front end
        /// behind it may find one later, and may have handed over what it says to have failed.
        private void answeredByStranger(URI url, int status) {
            handedOver |= status >= Answer.SERVER_ERRORS;
            mayHaveDone(status >= Answer.SERVER_ERRORS || status < Answer.REDIRECTIONS);
            reason = "%s%s answered %d, but not as a front end".formatted(NOBODY, url, status);
        }

        private void failed(URI url, IOException e) {
            handedOver |= !isBeforeRequest(e);
            mayHaveDone(!isBeforeRequest(e));
            reason =
                    switch (e) {
                        case ConnectException _, HttpConnectTimeoutException _ ->
                                NOBODY + url + " takes no connection";
                        case SSLException _ when isBeforeRequest(e) ->
                                "%s%s is not to be believed (%s)"
                                        .formatted(NOBODY, url, e.getMessage());
                        case HttpTimeoutException _ ->
                                "%s did not answer within %d s".formatted(url, allowed.toSeconds());
                        default -> NOBODY + url + " broke off";
                    };
        }

        /// How long to wait for the next attempt: within a round not at all.
        Duration pause() {
            return isBetweenRounds()
                    ? Comparators.min(Comparators.max(backOff(), retryAfter), left())
                    : Duration.ZERO;
        }

        private boolean isBetweenRounds() {
            return tries % urls.size() == 0;
        }

        private Duration backOff() {
            int doublings = Math.min(rounds() - 1, DOUBLINGS_MAX);
            return Comparators.min(PAUSE_MIN.multipliedBy(1L << doublings), PAUSE_MAX);
        }

        private int rounds() {
            return tries / urls.size();
        }

        private boolean isOver() {
            boolean nobody = !handedOver && rounds() >= patience.refusedRoundsMax();
            // An attempt that began at the deadline would be cut off before it could be answered.
            return nobody || pause().compareTo(Comparators.min(left(), repeatable())) >= 0;
        }

        /// For how long the call may still be sent again.
        private Duration repeatable() {
            return call.hasKey() && mayBeDone
                    ? rest(patience.repeatedMax(), mayBeDoneSince)
                    : patience.deadline();
        }

        private Answer lastWord() throws UnreachableException {
            if (last != null && last.mayBeDone() == mayBeDone) {
                return last;
            }
            var others = urls.size() == 1 ? "" : " (asked " + Joiner.on(", ").join(urls) + ")";
            throw new UnreachableException(reason + others, mayBeDone);
        }

        private Duration attemptMax() {
            boolean leavesTime = call.hasKey() && !mayBeDone && urls.size() > 1;
            return leavesTime
                    ? Comparators.min(patience.attemptMax(), patience.firstMax())
                    : patience.attemptMax();
        }

        private Duration left() {
            return rest(patience.deadline(), start);
        }

        private static Duration rest(Duration most, long since) {
            var rest = most.minusNanos(System.nanoTime() - since);
            return rest.isNegative() ? Duration.ZERO : rest;
        }

        private HttpRequest request(URI url) {
            var body = call.body();
            var request =
                    HttpRequest.newBuilder(url.resolve(call.path()))
                            .timeout(allowed)
                            .method(
                                    call.method(),
                                    body == null
                                            ? BodyPublishers.noBody()
                                            : BodyPublishers.ofString(body.toString()));
            if (!credentials.token().isEmpty()) {
                request.header("Authorization", "Bearer " + credentials.token());
            }
            if (!call.user().isEmpty()) { // What counts in a lab, and nowhere else.
                request.header("User-Id", call.user());
            }
            if (body != null) {
                request.header("Content-Type", "application/json");
            }
            if (call.hasKey()) {
                request.header("Idempotency-Key", call.key());
            }
            return request.build();
        }
    }

    /// What a front end has answered to `call`; null if `response` is of somebody else.
    private @Nullable Answer answer(Call call, HttpResponse<String> response) {
        if (!(json(response.body()) instanceof ObjectNode body)) {
            return null;
        }
        var headers = response.headers();
        boolean wantsToken = headers.firstValue("WWW-Authenticate").isPresent();
        if (wantsToken && credentials.token().isEmpty()) {
            body.put("detail", "expected a token: --token FILE or " + CredentialsOptions.VARIABLE);
        }
        var answer =
                new Answer(
                        response.statusCode(),
                        headers.firstValue("Sequence-Number").map(Longs::tryParse).orElse(0L),
                        headers.firstValue("Agreed-By").orElse(""),
                        body);
        return isOfFrontEnd(call, answer) ? answer : null;
    }

    /// Whether a front end gives an answer like this. Whatever else takes a request may answer it
    /// with a success in JSON, which says nothing of a booking.
    private static boolean isOfFrontEnd(Call call, Answer answer) {
        boolean coded = answer.body().path("code").isTextual();
        if (!answer.isOk() || !call.isOperation()) {
            return answer.isOk() || coded;
        }
        boolean done = answer.body().path("status").asText().equals("OK");
        return coded && done && (answer.isInOrder() || !call.hasKey());
    }

    private static JsonNode json(String body) {
        try {
            return MAPPER.readTree(body);
        } catch (JsonProcessingException e) {
            return MissingNode.getInstance();
        }
    }

    /// How long the front end wants to be left alone; a date in its place counts as nothing.
    private static Duration retryAfter(HttpResponse<String> response) {
        return response.headers()
                .firstValue("Retry-After")
                .filter(value -> value.matches("[0-9]{1,9}"))
                .map(seconds -> Duration.ofSeconds(Long.parseLong(seconds)))
                .orElse(Duration.ZERO);
    }

    /// Whether nothing of a request has left when `e` came up. Where there is no TLS, that is told
    /// by the text alone; other faults of TLS may come later.
    private static boolean isBeforeRequest(IOException e) {
        return e instanceof ConnectException
                || e instanceof HttpConnectTimeoutException
                || e instanceof SSLHandshakeException
                || (e instanceof SSLException
                        && String.valueOf(e.getMessage()).contains("recognized SSL message"));
    }
}
