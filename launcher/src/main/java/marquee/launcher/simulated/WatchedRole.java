package marquee.launcher.simulated;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.Message;
import marquee.protocol.Role;
import marquee.simulation.Onlooker.Who;
import marquee.simulation.Trace;

/// A role whose events and effects somebody reads along, or looks on at.
final class WatchedRole<M extends Message, L> implements Role<M, L> {
    private final Role<M, L> role;
    private final Who who;
    private final Trace trace;
    private final LongSupplier time;

    /// @param time in virtual nanoseconds; the role's own clock is another
    WatchedRole(Role<M, L> role, Who who, Trace trace, LongSupplier time) {
        this.role = role;
        this.who = who;
        this.trace = trace;
        this.time = time;
    }

    @Override
    public void on(long now, Event<M, L> event, Consumer<? super Effect> effects) {
        read("< ", event);
        trace.onlooker().hears(time.getAsLong(), who, event);
        role.on(
                now,
                event,
                effect -> {
                    read("> ", effect);
                    trace.onlooker().does(time.getAsLong(), who, effect);
                    effects.accept(effect);
                });
    }

    private void read(String way, Object what) {
        if (trace.isRead()) {
            trace.remark(time.getAsLong(), who.node(), way + what);
        }
    }
}
