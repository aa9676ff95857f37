package marquee.frontend.process.watch;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.google.common.util.concurrent.Uninterruptibles;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import marquee.frontend.FrontEndStatus.SlotCounts;
import marquee.frontend.FrontEndStatus.Verdict;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What is told once a second for as long as anybody watches: how much was answered and how fast,
/// what the links count, and the cluster as it stands, for which a mark is ordered each time.
final class Bulletin {
    /// How often it comes.
    static final Duration EVERY = Duration.ofSeconds(1);

    private static final int OK = 200;
    private static final Logger LOG = LoggerFactory.getLogger(Bulletin.class);

    private final EventFeed feed;
    private final Traffic traffic;
    private final Supplier<Wires> wires;
    private final ClusterService cluster;
    private final AtomicBoolean running = new AtomicBoolean();
    private final AtomicBoolean asking = new AtomicBoolean();

    /// @param wires asks what the links have counted
    Bulletin(EventFeed feed, Traffic traffic, Supplier<Wires> wires, ClusterService cluster) {
        this.feed = feed;
        this.traffic = traffic;
        this.wires = wires;
        this.cluster = cluster;
    }

    /// Has a thread tell it, if none does; somebody has begun to watch.
    void begin() {
        if (running.compareAndSet(false, true)) {
            Thread.ofVirtual().name("bulletin").start(this::run);
        }
    }

    private void run() {
        traffic.begin();
        try {
            while (feed.isWatched()) {
                goOn(this::askForCluster);
                Uninterruptibles.sleepUninterruptibly(EVERY);
                goOn(this::tellRates);
            }
        } finally {
            traffic.end();
            running.set(false);
        }
        if (feed.isWatched()) {
            begin(); // Whoever came just now saw that it ran.
        }
    }

    /// Does `part`; whatever fails in it, the next second is told again.
    private static void goOn(Runnable part) {
        try {
            part.run();
        } catch (RuntimeException e) {
            LOG.error("what is told once a second failed because of a fault of the program", e);
        }
    }

    private void askForCluster() {
        cluster.overhear();
        if (asking.compareAndSet(false, true)) { // An answer may take longer than a second.
            Thread.ofVirtual().name("bulletin-cluster").start(() -> goOn(this::showCluster));
        }
    }

    private void showCluster() {
        try {
            var shown = cluster.show();
            if (shown.status() == OK) {
                var body = shown.body();
                body.remove("events"); // They are told as they happen.
                feed.show("cluster", body);
            }
        } finally {
            asking.set(false);
        }
    }

    private static long wrong(SlotCounts slot) {
        return slot.count(Verdict.INCORRECT) + slot.count(Verdict.CONTRADICTION);
    }

    private void tellRates() {
        var rates = JsonNodeFactory.instance.objectNode().put("at", EventFeed.now());
        traffic.addTo(rates);
        var status = cluster.status();
        if (status != null) {
            rates.put("wrong", status.slots().stream().mapToLong(Bulletin::wrong).sum());
        }
        feed.tell("rates", rates);
        var rows = JsonNodeFactory.instance.objectNode();
        var all = rows.putArray("links");
        for (var link : wires.get().links()) {
            all.addObject()
                    .put("peer", link.peer().toString())
                    .put("up", link.up())
                    .put("sent", link.sent())
                    .put("received", link.received())
                    .put("retransmitted", link.retransmitted())
                    .put("duplicates", link.duplicates())
                    .put("dropped", link.dropped());
        }
        feed.show("links", rows);
    }
}
