package marquee.benchmarks.roles;

import com.google.common.collect.ImmutableList;
import com.sun.management.ThreadMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayDeque;
import java.util.LinkedHashMap;
import java.util.function.Consumer;
import java.util.function.Function;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.Expiry;
import marquee.protocol.Message;
import marquee.protocol.MessageCodec;
import marquee.protocol.Peer;
import marquee.protocol.Role;
import marquee.protocol.wire.Bytes;
import marquee.protocol.wire.WireReader;
import marquee.protocol.wire.WireWriter;
import marquee.transport.LocalEffects;

/// A role with its codec and its timers, in the place of its process: what it is told waits until
/// its turn. Of each turn it is measured what it takes of the thread and of the heap.
final class Party<M extends Message, L> {
    private static final ThreadMXBean THREADS = (ThreadMXBean) ManagementFactory.getThreadMXBean();

    private final Peer self;
    private final Role<M, L> role;
    private final MessageCodec<M> codec;
    private final LocalEffects local;
    private final Party<?, ?>[] parties;
    private final Consumer<Effect> performer = this::perform;
    private final WireWriter scratch = new WireWriter(MessageCodec.BYTES_MAX);
    private final WireReader reader = new WireReader(Bytes.EMPTY);
    private final ArrayDeque<L> submitted = new ArrayDeque<>();
    private final LinkedHashMap<Expiry, Long> timers = new LinkedHashMap<>();
    private Inbox waiting = new Inbox();
    private Inbox read = new Inbox();
    private long now;
    private long nanos;
    private long bytes;

    /// @param local performs the role's own effects, given what hears its own events
    /// @param parties everybody, each at the place of its node's form on the wire
    Party(
            Peer self,
            Role<M, L> role,
            MessageCodec<M> codec,
            Function<Consumer<L>, LocalEffects> local,
            Party<?, ?>[] parties) {
        this.self = self;
        this.role = role;
        this.codec = codec;
        this.local = local.apply(submitted::add);
        this.parties = parties;
        parties[self.id().wire()] = this;
    }

    Peer self() {
        return self;
    }

    void start() {
        role.on(now, new Event.Started<>(), performer);
    }

    void connect(Peer peer) {
        role.on(now, new Event.Connected<>(peer), performer);
    }

    /// Has the role hear `event` at its next turn.
    void submit(L event) {
        submitted.add(event);
    }

    /// The role takes in all that has come, as its loop would.
    void turn(long now) {
        long cpuBefore = THREADS.getCurrentThreadCpuTime();
        long heapBefore = THREADS.getCurrentThreadAllocatedBytes();
        this.now = now;
        var inbox = waiting;
        waiting = read;
        read = inbox;
        for (int i = 0; i < inbox.count(); i++) {
            var message = codec.decode(inbox.message(i, reader));
            if (message == null) {
                throw new IllegalStateException(self + " cannot read what it was sent");
            }
            role.on(now, new Event.Received<>(inbox.sender(i), message), performer);
        }
        inbox.clear();
        for (int left = submitted.size(); left > 0; left--) {
            role.on(now, new Event.Submitted<>(submitted.remove()), performer);
        }
        expire();
        local.beforeSend();
        nanos += THREADS.getCurrentThreadCpuTime() - cpuBefore;
        bytes += THREADS.getCurrentThreadAllocatedBytes() - heapBefore;
    }

    /// The processor's nanoseconds since the last time this was asked.
    long takeNanos() {
        long taken = nanos;
        nanos = 0;
        return taken;
    }

    /// The bytes allocated since the last time this was asked.
    long takeBytes() {
        long taken = bytes;
        bytes = 0;
        return taken;
    }

    private void expire() {
        for (var timer : ImmutableList.copyOf(timers.entrySet())) {
            if (timer.getValue() - now <= 0) {
                timers.remove(timer.getKey());
                role.on(now, new Event.Expired<>(timer.getKey()), performer);
            }
        }
    }

    private void perform(Effect effect) {
        switch (effect) {
            case Effect.Send(var to, var message) -> {
                codec.encode(message, scratch.clear());
                parties[to.wire()].waiting.add(self, scratch);
            }
            case Effect.Multicast(var to, var message) -> {
                codec.encode(message, scratch.clear());
                for (var node : to) {
                    parties[node.wire()].waiting.add(self, scratch);
                }
            }
            case Effect.StartTimer(var expiry, long after) -> timers.put(expiry, now + after);
            case Effect.Expect _ -> {}
            case Effect.Local own -> local.perform(own);
        }
    }
}
