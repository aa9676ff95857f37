package marquee.client;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.node.MissingNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
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
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.jspecify.annotations.Nullable;

/// What calls are in HTTP: sends one attempt, and reads what comes back. May be used by many
/// threads at once.
final class HttpExchange implements AutoCloseable {
    /// How long it takes at most to reach a front end.
    private static final Duration CONNECT_MAX = Duration.ofSeconds(2);

    /// More than any answer of a front end has.
    static final int ANSWER_BYTES_MAX = 8 << 20;

    /// How much later than [HttpRequest#timeout] an attempt is ended from here: that one ends with
    /// the head of the answer, but knows whether anything of the request has left.
    private static final Duration TIMEOUT_GRACE = Duration.ofMillis(100);

    private static final JsonMapper MAPPER = new JsonMapper();

    private final Credentials credentials;
    private final HttpClient http;

    /// Makes one that is known by `credentials`.
    HttpExchange(Credentials credentials) {
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

    /// What has come back.
    ///
    /// @param retryAfter for how long the front end wants to be left alone
    /// @param answer null where it is none of a front end
    record Received(int status, Duration retryAfter, @Nullable Answer answer) {}

    /// Sends `call` to `url` and waits for `timeout` at most until all of an answer has come.
    Received send(Call call, URI url, Duration timeout) throws IOException, InterruptedException {
        var whole = BodyHandlers.limiting(BodyHandlers.ofString(), ANSWER_BYTES_MAX);
        var pending = http.sendAsync(request(call, url, timeout), whole);
        try {
            var response = pending.get(timeout.plus(TIMEOUT_GRACE).toNanos(), TimeUnit.NANOSECONDS);
            return new Received(
                    response.statusCode(), retryAfter(response), answer(call, response));
        } catch (TimeoutException e) {
            throw new HttpTimeoutException("the answer has not ended");
        } catch (ExecutionException e) {
            throw e.getCause() instanceof IOException failed ? failed : new IOException(e);
        } finally {
            pending.cancel(true);
        }
    }

    @Override
    public void close() {
        http.shutdownNow();
    }

    private HttpRequest request(Call call, URI url, Duration timeout) {
        var body = call.body();
        var request =
                HttpRequest.newBuilder(url.resolve(call.path()))
                        .timeout(timeout)
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
    /// with a success in JSON, which says nothing of a booking or a cluster.
    private static boolean isOfFrontEnd(Call call, Answer answer) {
        boolean coded = answer.body().path("code").isTextual();
        if (!answer.isOk()) {
            return coded;
        }
        if (!call.isOperation()) {
            return answer.body().has(call.field());
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
    static boolean isBeforeRequest(IOException e) {
        return e instanceof ConnectException
                || e instanceof HttpConnectTimeoutException
                || e instanceof SSLHandshakeException
                || (e instanceof SSLException
                        && String.valueOf(e.getMessage()).contains("recognized SSL message"));
    }
}
