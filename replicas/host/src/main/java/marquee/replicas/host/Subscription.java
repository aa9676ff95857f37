package marquee.replicas.host;

import java.util.function.Consumer;
import java.util.function.LongSupplier;
import marquee.protocol.Effect;
import marquee.protocol.Expiry;
import marquee.protocol.NodeId;
import marquee.protocol.replication.FaultOrder;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.Progress;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.Subscribe;
import marquee.protocol.replication.SlotReport.Biography;

/// A replica's standing with the sequencer: what it is to be sent, what it has told of itself, and
/// whether an entry is missing. While nothing comes although something must, it subscribes again,
/// each time after twice the wait of before.
final class Subscription {
    /// How long a missing entry is awaited before the first new subscription, in nanoseconds. Links
    /// retransmit by themselves, so it is only for what no link can know of.
    static final long MISSING_NANOS = 200_000_000L;

    /// The longest wait between two subscriptions, in nanoseconds.
    static final long MISSING_NANOS_MAX = 5_000_000_000L;

    /// The timers of a replica.
    enum Timer implements Expiry {
        /// An entry is missing.
        MISSING
    }

    private static final long NOT_SUBSCRIBED = -1;

    private final Replica.Settings settings;
    private final LongSupplier executed;
    private Biography biography;
    private long activatedAt;
    private long firstHead = NOT_SUBSCRIBED;
    private boolean caughtUp;
    private boolean connected;
    private boolean watching;
    private long head;
    private long told;
    private long watchedFrom;
    private long waitNanos;

    Subscription(Replica.Settings settings, LongSupplier executed) {
        this.settings = settings;
        this.executed = executed;
        this.biography = settings.biography();
        this.activatedAt = settings.self().incarnation() == 0 ? 0 : Long.MAX_VALUE;
    }

    /// Whether a reply to the entry `number` is owed without being asked for: it was ordered after
    /// this replica's first subscription, or after its activation if it had to join (rule P38).
    boolean owesReply(long number) {
        return firstHead != NOT_SUBSCRIBED && number > firstHead && votesOn(number);
    }

    /// Whether this replica has a vote on the entry `number`, so that managers are shown its reply
    /// (rule P33). Front ends that ask get earlier ones too, and count none of those (rule P38).
    boolean votesOn(long number) {
        return number > activatedAt;
    }

    /// This replica votes on every entry after `number`.
    void activated(long number) {
        activatedAt = number;
    }

    /// The newest entry there is, as far as is known.
    long head() {
        return head;
    }

    /// What this replica tells of itself is that it does wrong what `order` says.
    void misbehaves(FaultOrder order) {
        biography = biography.withFaults(order);
    }

    /// The link to the sequencer, or to a later life of it, is up.
    void connected(Consumer<? super Effect> effects) {
        connected = true;
        subscribe(effects);
    }

    void disconnected() {
        connected = false;
    }

    /// The sequencer sends what comes after the newest executed entry, `newest` being its head.
    void subscribed(long newest, Consumer<? super Effect> effects) {
        if (firstHead == NOT_SUBSCRIBED) {
            firstHead = newest;
        }
        ordered(newest, effects);
    }

    /// The sequencer's head is `newest`: it is told how far this replica has come, if it does not
    /// know.
    void head(long newest, Consumer<? super Effect> effects) {
        if (told < executed.getAsLong()) {
            tell(effects);
        }
        ordered(newest, effects);
    }

    /// There is an entry `number`, executed or not.
    void ordered(long number, Consumer<? super Effect> effects) {
        head = Math.max(head, number);
        long now = executed.getAsLong();
        if (now - told >= settings.limits().progressEvery()) {
            tell(effects);
        }
        if (!caughtUp && firstHead != NOT_SUBSCRIBED && now >= firstHead) {
            caughtUp = true;
            effects.accept(new ReplicaEffect.CaughtUp(firstHead));
        }
        if (now < head && connected && !watching) {
            waitNanos = MISSING_NANOS;
            watch(effects);
        }
    }

    /// The wait is over.
    ///
    /// @param awaitsState whether nothing can be executed before a state has come: what follows it
    ///   waits already, and would all be sent again
    /// @return whether a new subscription was made
    boolean expired(boolean awaitsState, Consumer<? super Effect> effects) {
        long now = executed.getAsLong();
        watching = now < head && connected;
        if (!watching) {
            return false;
        }
        boolean stuck = now == watchedFrom && !awaitsState;
        if (stuck) {
            subscribe(effects);
        }
        waitNanos = stuck ? Math.min(2 * waitNanos, MISSING_NANOS_MAX) : MISSING_NANOS;
        watch(effects);
        return stuck;
    }

    private void watch(Consumer<? super Effect> effects) {
        watching = true;
        watchedFrom = executed.getAsLong();
        effects.accept(new Effect.StartTimer(Timer.MISSING, waitNanos));
    }

    private void subscribe(Consumer<? super Effect> effects) {
        told = executed.getAsLong();
        var subscribe = new Subscribe(settings.self(), told, biography);
        effects.accept(new Effect.Send(NodeId.SEQUENCER, subscribe));
    }

    private void tell(Consumer<? super Effect> effects) {
        told = executed.getAsLong();
        var progress = new Progress(settings.self(), told);
        effects.accept(new Effect.Send(NodeId.SEQUENCER, progress));
    }
}
