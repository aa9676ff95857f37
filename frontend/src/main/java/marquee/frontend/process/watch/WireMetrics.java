package marquee.frontend.process.watch;

import io.prometheus.metrics.core.metrics.CounterWithCallback;
import io.prometheus.metrics.core.metrics.GaugeWithCallback;
import io.prometheus.metrics.model.registry.PrometheusRegistry;
import java.util.function.Consumer;
import java.util.function.Supplier;
import java.util.function.ToDoubleFunction;
import marquee.frontend.FrontEndStatus;
import marquee.frontend.process.watch.Wires.Wire;

/// What `/metrics` says of the links and of whatever waits somewhere; docs/http-api.md has the
/// list. A label is a peer of the description or one of three queues, so there are never more rows
/// than that.
final class WireMetrics {
    private static final String REQUESTS = "requests";
    private static final String EVENTS = "events";
    private static final String LINK_BYTES = "link_bytes";

    private final Supplier<Wires> wiresNow;
    private final Consumer<Consumer<FrontEndStatus>> ifKnown;
    private volatile Wires wires = Wires.NONE;

    /// @param wiresNow asks what the links, the socket and the loop have counted
    /// @param ifKnown hands on the role's own counts, if there are any
    WireMetrics(Supplier<Wires> wiresNow, Consumer<Consumer<FrontEndStatus>> ifKnown) {
        this.wiresNow = wiresNow;
        this.ifKnown = ifKnown;
    }

    /// Reads what is shown from now on; the kernel is asked too, so once for each page.
    void read() {
        wires = wiresNow.get();
    }

    void register(PrometheusRegistry registry) {
        CounterWithCallback.builder()
                .name("marquee_link_events_total")
                .help("What the links, the socket and the loop have counted")
                .labelNames("event")
                .callback(callback ->
                        wires.events().forEach((name, count) -> callback.call(count, name)))
                .register(registry);
        perLink(registry, "marquee_link_sent_total", "Datagrams sent on each link", Wire::sent);
        perLink(
                registry,
                "marquee_link_retransmissions_total",
                "Those sent again of them",
                Wire::retransmitted);
        registerLevels(registry);
        registerQueues(registry);
    }

    private void perLink(
            PrometheusRegistry registry, String name, String help, ToDoubleFunction<Wire> count) {
        CounterWithCallback.builder()
                .name(name)
                .help(help)
                .labelNames("peer")
                .callback(callback -> {
                    for (var link : wires.links()) {
                        callback.call(count.applyAsDouble(link), link.peer().toString());
                    }
                })
                .register(registry);
    }

    private void registerLevels(PrometheusRegistry registry) {
        GaugeWithCallback.builder()
                .name("marquee_link_up")
                .help("1 for each peer that is connected")
                .labelNames("peer")
                .callback(callback -> {
                    for (var link : wires.links()) {
                        callback.call(link.up() ? 1 : 0, link.peer().toString());
                    }
                })
                .register(registry);
        GaugeWithCallback.builder()
                .name("marquee_link_held_bytes")
                .help("What each link holds until it is acknowledged, the unsent among it")
                .labelNames("peer")
                .callback(callback -> {
                    for (var link : wires.links()) {
                        callback.call((double) link.heldBytes(), link.peer().toString());
                    }
                })
                .register(registry);
    }

    private void registerQueues(PrometheusRegistry registry) {
        GaugeWithCallback.builder()
                .name("marquee_queue_depth")
                .help(
                        "What waits: requests for their answers, events for the loop, bytes of the"
                                + " fullest link")
                .labelNames("queue")
                .callback(callback -> {
                    ifKnown.accept(status -> callback.call(status.pending(), REQUESTS));
                    var now = wires;
                    callback.call(now.waitingEvents(), EVENTS);
                    var held = now.links().stream().mapToLong(Wire::heldBytes);
                    callback.call((double) held.max().orElse(0), LINK_BYTES);
                })
                .register(registry);
        GaugeWithCallback.builder()
                .name("marquee_queue_limit")
                .help("How much may wait there before anything is refused or dropped")
                .labelNames("queue")
                .callback(callback -> {
                    ifKnown.accept(status -> callback.call(status.pendingMax(), REQUESTS));
                    callback.call(Wires.WAITING_EVENTS_MAX, EVENTS);
                    callback.call(Wires.HELD_BYTES_MAX, LINK_BYTES);
                })
                .register(registry);
    }
}
