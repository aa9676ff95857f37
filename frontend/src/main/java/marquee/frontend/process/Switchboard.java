package marquee.frontend.process;

import com.google.common.base.Preconditions;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import marquee.config.process.FaultDesk;
import marquee.frontend.FrontEndEffect;
import marquee.frontend.FrontEndEvent;
import marquee.frontend.FrontEndStatus;
import marquee.protocol.Effect;
import marquee.protocol.replication.FaultOrder;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.transport.LinkCount;
import marquee.transport.LocalEffects;
import marquee.transport.NodeCount;
import marquee.transport.udp.EventLoop;
import org.jspecify.annotations.Nullable;

/// Joins the role and the web service: hands the one's local effects to the threads of the other.
final class Switchboard implements LocalEffects {
    private final Incidents incidents = new Incidents();
    private final RequestLog log;
    private @Nullable Calls calls;
    private @Nullable Health health;
    private Consumer<FaultOrder> misbehave = order -> {};

    Switchboard(RequestLog log) {
        this.log = log;
    }

    /// Makes the web service of the role that `loop` runs. Before the loop runs; once.
    WebService connect(
            EventLoop<ToFrontEnd, FrontEndEvent> loop, Duration deadline, Surroundings around) {
        var desk = new FaultDesk(around.self().node().id());
        misbehave =
                order ->
                        desk.told(order, (faults, seed) -> loop.changeFaults(faults.links(), seed));
        return connect(loop::submit, () -> counts(loop), deadline, around);
    }

    /// The same for any taker of events, with `links` for the counts of its links.
    WebService connect(
            Predicate<FrontEndEvent> loop,
            Supplier<ImmutableMap<String, Long>> links,
            Duration deadline,
            Surroundings around) {
        Preconditions.checkState(calls == null, "connected already");
        var desk = new Calls(loop, deadline);
        var pulse = new Health(desk);
        calls = desk;
        health = pulse;
        var metrics = new Metrics(pulse::status, links);
        return new WebService(
                ImmutableList.<Route>builder()
                        .addAll(new BookingService(desk, metrics, log).routes())
                        .addAll(new ClusterService(desk, pulse, incidents, around).routes())
                        .addAll(new FaultService(desk, around.nodes()).routes())
                        .addAll(pulse.routes())
                        .addAll(metrics.routes())
                        .build());
    }

    /// The role's own counts, or null if its loop does not answer.
    @Nullable FrontEndStatus status() {
        return health == null ? null : health.status();
    }

    @Override
    public void perform(Effect.Local effect) {
        switch ((FrontEndEffect) effect) {
            case FrontEndEffect.Answered answered -> answer(answered.call(), answered);
            case FrontEndEffect.Refused refused -> answer(refused.call(), refused);
            case FrontEndEffect.Unknown unknown -> answer(unknown.call(), unknown);
            case FrontEndEffect.ClusterShown shown -> answer(shown.call(), shown);
            case FrontEndEffect.DateShown shown -> answer(shown.call(), shown);
            case FrontEndEffect.FaultsShown shown -> answer(shown.call(), shown);
            case FrontEndEffect.Misbehave(var order) -> misbehave.accept(order);
            case FrontEndEffect.StatusShown shown -> answer(shown.call(), shown);
            case FrontEndEffect.DayBegan(var day) -> log.dayBegan(day);
            case FrontEndEffect.Noticed(var incident) -> incidents.add(incident);
            case FrontEndEffect.GroupChanged _, FrontEndEffect.Overheard _ -> {}
        }
    }

    private void answer(long call, FrontEndEffect effect) {
        if (calls != null) {
            calls.answer(call, effect);
        }
    }

    private static ImmutableMap<String, Long> counts(EventLoop<?, ?> loop) {
        var counts = ImmutableMap.<String, Long>builder();
        var node = loop.counters();
        for (var count : LinkCount.values()) {
            counts.put(name("link", count), node.sum(count));
        }
        for (var count : NodeCount.values()) {
            counts.put(name("node", count), node.of(count));
        }
        var own = loop.loopCounters();
        return counts.put("loop_turns", own.turns())
                .put("loop_sleeps", own.sleeps())
                .put("loop_lost_sends", own.lostSends())
                .put("loop_failed_sends", own.failedSends())
                .put("loop_refused_events", own.refusedEvents())
                .buildOrThrow();
    }

    private static String name(String of, Enum<?> count) {
        return of + "_" + count.name().toLowerCase(Locale.ROOT);
    }
}
