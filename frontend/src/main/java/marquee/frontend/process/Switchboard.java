package marquee.frontend.process;

import com.google.common.base.Preconditions;
import com.google.common.collect.ImmutableList;
import java.time.Duration;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.Supplier;
import marquee.config.process.FaultDesk;
import marquee.frontend.FrontEndEffect;
import marquee.frontend.FrontEndEvent;
import marquee.frontend.FrontEndStatus;
import marquee.frontend.process.watch.Surroundings;
import marquee.frontend.process.watch.Watch;
import marquee.frontend.process.watch.Wires;
import marquee.frontend.process.web.Calls;
import marquee.frontend.process.web.Route;
import marquee.frontend.process.web.WebService;
import marquee.protocol.Effect;
import marquee.protocol.replication.FaultOrder;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.transport.LocalEffects;
import marquee.transport.udp.EventLoop;
import org.jspecify.annotations.Nullable;

/// Joins the role and the web service: hands the one's local effects to the threads of the other.
final class Switchboard implements LocalEffects {
    /// An answer takes milliseconds, unless the group has none.
    private static final Duration ENDING_MAX = Duration.ofMillis(500);

    private final RequestLog log;
    private @Nullable Calls calls;
    private @Nullable Watch watch;
    private @Nullable BookingDesk bookings;
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
        return connect(loop::submit, () -> Wires.of(loop), deadline, around);
    }

    /// The same for any taker of events, with `wires` for the counts of its links.
    WebService connect(
            Predicate<FrontEndEvent> loop,
            Supplier<Wires> wires,
            Duration deadline,
            Surroundings around) {
        Preconditions.checkState(calls == null, "connected already");
        calls = new Calls(loop, deadline);
        watch = new Watch(calls, wires, around);
        bookings = new BookingDesk(calls, watch, log);
        var routes =
                ImmutableList.<Route>builder()
                        .addAll(new BookingService(bookings).routes())
                        .addAll(watch.routes())
                        .build();
        return new WebService(routes, around.entrance(), watch::refused, watch::close);
    }

    /// Has operations done for other edges than REST. Only once connected.
    BookingDesk bookings() {
        return Preconditions.checkNotNull(bookings, "not connected");
    }

    /// Refuses requests from now on, and waits for the answers to those under way, but not for
    /// longer than [#ENDING_MAX].
    void finish() {
        if (calls != null) {
            calls.finish(ENDING_MAX);
        }
    }

    /// The role's own counts, or null if its loop does not answer.
    @Nullable FrontEndStatus status() {
        return watch().status();
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
            case FrontEndEffect.Noticed(var incident) -> watch().noticed(incident);
            case FrontEndEffect.GroupChanged(var entry, var before) ->
                    watch().changed(entry, before);
            case FrontEndEffect.Overheard(var manager, var what) ->
                    watch().overheard(manager, what);
        }
    }

    private Watch watch() {
        return Preconditions.checkNotNull(watch, "not connected");
    }

    private void answer(long call, FrontEndEffect effect) {
        if (calls != null) {
            calls.answer(call, effect);
        }
    }
}
