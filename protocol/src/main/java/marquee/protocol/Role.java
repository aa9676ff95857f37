package marquee.protocol;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/// The sans-IO part of one process: state, and nothing but state. The same instance runs under the
/// event loop of a JVM and under the simulator. It does no I/O, reads no clock, draws no chance and
/// starts no thread; whoever runs it calls it from one thread at a time.
///
/// @param <M> the sealed family of messages that this role receives
/// @param <L> the role's own events, which only its own process can cause
public interface Role<M extends Message, L> {
    /// Takes one event and hands what is to be done about it to `effects`, in order.
    ///
    /// @param now monotonic time in nanoseconds; it never runs backwards, and is comparable with
    ///   nothing outside this process
    void on(long now, Event<M, L> event, Consumer<? super Effect> effects);

    /// Takes one event and returns its effects as a list. For tests and tools; a loop that serves
    /// requests uses the other form and spares itself the list.
    default List<Effect> on(long now, Event<M, L> event) {
        var effects = new ArrayList<Effect>();
        on(now, event, effects::add);
        return effects;
    }
}
