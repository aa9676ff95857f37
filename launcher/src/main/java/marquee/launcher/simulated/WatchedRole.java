package marquee.launcher.simulated;

import java.util.function.Consumer;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.Message;
import marquee.protocol.Role;

/// A role whose events and effects somebody reads along.
final class WatchedRole<M extends Message, L> implements Role<M, L> {
    private final Role<M, L> role;
    private final Consumer<String> reader;

    WatchedRole(Role<M, L> role, Consumer<String> reader) {
        this.role = role;
        this.reader = reader;
    }

    @Override
    public void on(long now, Event<M, L> event, Consumer<? super Effect> effects) {
        reader.accept("< " + event);
        role.on(
                now,
                event,
                effect -> {
                    reader.accept("> " + effect);
                    effects.accept(effect);
                });
    }
}
