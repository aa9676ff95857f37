package marquee.frontend.process.watch;

import static io.javalin.http.HandlerType.GET;

import com.google.common.collect.ImmutableList;
import io.javalin.http.Context;
import io.prometheus.metrics.config.EscapingScheme;
import io.prometheus.metrics.core.metrics.Counter;
import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.core.metrics.Histogram;
import io.prometheus.metrics.expositionformats.PrometheusTextFormatWriter;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Arrays;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.stream.Stream;
import marquee.frontend.FrontEndStatus;
import marquee.frontend.FrontEndStatus.Verdict;
import marquee.frontend.Replacement;
import marquee.frontend.process.web.Rejection;
import marquee.frontend.process.web.Route;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Cause;
import org.jspecify.annotations.Nullable;

/// What Prometheus can read at `/metrics`; docs/http-api.md has the list. Thread-safe.
final class Metrics {
    private static final double NANOS = 1e9;
    private static final double[] SECONDS = {
        0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1, 2, 5, 10
    };

    private static final ImmutableList<String> REASONS =
            Stream.concat(
                            Arrays.stream(Cause.values()).map(Enum::name),
                            Stream.of(Replacement.JOIN_FAILED))
                    .collect(ImmutableList.toImmutableList());

    private final PrometheusRegistry registry = new PrometheusRegistry();
    private final PrometheusTextFormatWriter writer = PrometheusTextFormatWriter.create();
    private final Supplier<@Nullable FrontEndStatus> statusNow;
    private final Counter requests;
    private final Histogram seconds;
    private final WireMetrics wires;
    private final Counter refused;
    private volatile @Nullable FrontEndStatus status;

    /// @param statusNow asks for the role's counts
    /// @param wiresNow asks what the links, the socket and the loop have counted
    Metrics(Supplier<@Nullable FrontEndStatus> statusNow, Supplier<Wires> wiresNow) {
        this.statusNow = statusNow;
        requests =
                Counter.builder()
                        .name("marquee_requests_total")
                        .help("Requests of clients by operation and code of the reply")
                        .labelNames("operation", "code")
                        .withoutExemplars()
                        .register(registry);
        seconds =
                Histogram.builder()
                        .name("marquee_request_seconds")
                        .help("Time from a request's arrival to its reply")
                        .classicOnly()
                        .classicUpperBounds(SECONDS)
                        .labelNames("operation")
                        .withoutExemplars()
                        .register(registry);
        refused =
                Counter.builder()
                        .name("marquee_refused_total")
                        .help("Who was sent away before his request was looked at, by reason")
                        .labelNames("reason")
                        .withoutExemplars()
                        .register(registry);
        for (var why : Rejection.values()) {
            refused.initLabelValues(why.label());
        }
        registerVerdicts();
        registerCounts();
        registerGauges();
        wires = new WireMetrics(wiresNow, this::ifKnown);
        wires.register(registry);
    }

    ImmutableList<Route> routes() {
        return ImmutableList.of(new Route(GET, "/metrics", this::write));
    }

    /// Counts a request that was answered with `code` after `nanos`.
    void observe(String operation, String code, long nanos) {
        requests.labelValues(operation, code).inc();
        seconds.labelValues(operation).observe(nanos / NANOS);
    }

    /// Counts somebody who was sent away.
    void refused(Rejection why) {
        refused.labelValues(why.label()).inc();
    }

    private void registerVerdicts() {
        CounterWithCallback.builder()
                .name("marquee_replies_total")
                .help("Replies owed or given by each slot, by what was made of them")
                .labelNames("slot", "verdict")
                .callback(callback -> ifKnown(status -> verdicts(status, callback)))
                .register(registry);
        CounterWithCallback.builder()
                .name("marquee_disagreements_total")
                .help("Replies of each slot that were not the agreed one or not the first")
                .labelNames("slot")
                .callback(callback -> ifKnown(status -> disagreements(status, callback)))
                .register(registry);
        CounterWithCallback.builder()
                .name("marquee_replacements_total")
                .help("Replacements of each slot that the order told of, by reason")
                .labelNames("slot", "reason")
                .callback(callback -> ifKnown(status -> replacements(status, callback)))
                .register(registry);
    }

    private static void verdicts(FrontEndStatus status, CounterWithCallback.Callback callback) {
        for (var slot : status.slots()) {
            slot.verdicts()
                    .forEach((verdict, count) ->
                            callback.call(count, name(slot.slot()), label(verdict)));
        }
    }

    private static void disagreements(
            FrontEndStatus status, CounterWithCallback.Callback callback) {
        for (var slot : status.slots()) {
            long count = slot.count(Verdict.INCORRECT) + slot.count(Verdict.CONTRADICTION);
            callback.call((double) count, name(slot.slot()));
        }
    }

    /// Shows the reasons that there were none for too: an increase from nothing is none to
    /// Prometheus, and an alarm would miss the first.
    private static void replacements(FrontEndStatus status, CounterWithCallback.Callback callback) {
        for (var slot : status.slots()) {
            for (var reason : REASONS) {
                long count = slot.replacements().getOrDefault(reason, 0L);
                callback.call((double) count, name(slot.slot()), reason.toLowerCase(Locale.ROOT));
            }
        }
    }

    private void registerCounts() {
        CounterWithCallback.builder()
                .name("marquee_front_end_events_total")
                .help("What the front end has counted apart from single slots")
                .labelNames("event")
                .callback(callback ->
                        ifKnown(status ->
                                status.counts()
                                        .forEach((event, count) ->
                                                callback.call(count, label(event)))))
                .register(registry);
    }

    private void registerGauges() {
        gauge(
                "marquee_pending_requests",
                "Calls that wait for their answers",
                status -> status.pending());
        registerReadiness();
        gauge(
                "marquee_head",
                "The newest place in the order that is known",
                status -> status.head());
        gauge(
                "marquee_suspicion_timeout_seconds",
                "How long a slot may owe a reply",
                status -> status.suspicionTimeoutNanos() / NANOS);
        GaugeWithCallback.builder()
                .name("marquee_suspected")
                .help("1 for each slot that is suspected of silence")
                .labelNames("slot")
                .callback(callback ->
                        ifKnown(status ->
                                status.slots()
                                        .forEach(slot ->
                                                callback.call(
                                                        slot.suspected() ? 1 : 0,
                                                        name(slot.slot())))))
                .register(registry);
    }

    /// Shown also where the loop does not answer, or no alarm would tell of that.
    private void registerReadiness() {
        GaugeWithCallback.builder()
                .name("marquee_ready")
                .help("1 if requests can be answered")
                .callback(callback -> {
                    var known = status;
                    callback.call(known != null && known.ready() ? 1 : 0);
                })
                .register(registry);
    }

    /// What a gauge shows of a status.
    private interface Reading {
        double of(FrontEndStatus status);
    }

    private void gauge(String name, String help, Reading reading) {
        GaugeWithCallback.builder()
                .name(name)
                .help(help)
                .callback(callback -> ifKnown(status -> callback.call(reading.of(status))))
                .register(registry);
    }

    private void ifKnown(Consumer<FrontEndStatus> use) {
        var known = status;
        if (known != null) {
            use.accept(known);
        }
    }

    private void write(Context context) throws IOException {
        status = statusNow.get();
        wires.read();
        var text = new ByteArrayOutputStream();
        writer.write(text, registry.scrape(), EscapingScheme.UNDERSCORE_ESCAPING);
        context.contentType(PrometheusTextFormatWriter.CONTENT_TYPE).result(text.toByteArray());
    }

    private static String name(int slot) {
        return NodeId.replica(slot).toString();
    }

    private static String label(Enum<?> constant) {
        return constant.name().toLowerCase(Locale.ROOT);
    }
}
