package marquee.sequencer;

import com.google.common.math.IntMath;
import java.util.function.Consumer;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.FaultOrder;
import marquee.protocol.replication.ReplicationMessage.ToReplica;
import marquee.protocol.replication.SlotReport.Biography;
import org.jspecify.annotations.Nullable;

/// What one slot was sent and says it has executed. Its window is its own: a slot that lags waits
/// for nobody and nobody waits for it (rule P17), and what it claims opens that window and nothing
/// else (rule P18).
final class SlotStream {
    /// How soon one life's next subscription is served again.
    static final long SUBSCRIBE_GAP_NANOS = 20_000_000;

    /// How long a reading of history may take before it is asked for again.
    static final long READ_PATIENCE_NANOS = 1_000_000_000;

    /// So long a slot may take to subscribe, from when a life of it is met or the sequencer starts.
    static final long MUTE_NANOS = 60_000_000_000L;

    private static final long NANOS_A_MILLI = 1_000_000;

    private static final long NONE = -1;

    private final NodeId node;
    private final HistoryTail tail;
    private final SequencerLimits limits;
    private final long[] sentBefore;
    private @Nullable Peer life;
    private boolean connected;
    private boolean subscribed;
    private boolean strayed;
    private boolean prompted;
    private boolean reading;
    private long readingFrom;
    private long readingSince;
    private long subscribedAt;
    private long metAt;
    private long leftAt;
    private long owedAbove = NONE;
    private long executed;
    private long next = 1;
    private long sent;
    private Biography biography = Biography.UNKNOWN;

    SlotStream(int slot, HistoryTail tail, SequencerLimits limits) {
        this.node = NodeId.replica(slot);
        this.tail = tail;
        this.limits = limits;
        this.sentBefore = new long[IntMath.ceilingPowerOfTwo(limits.slotWindow())];
    }

    /// The sequencer starts, and has heard of nobody.
    void start(long now) {
        metAt = now;
    }

    /// The link with `peer` is up; nothing is sent before it subscribes.
    void connect(long now, Peer peer) {
        if (!peer.equals(life)) {
            life = peer;
            metAt = now;
            strayed = false;
            executed = 0;
            owedAbove = NONE;
        }
        connected = true;
        subscribed = false;
    }

    /// Another incarnation fills the slot, and has not been heard of.
    void replaced() {
        life = null;
        connected = false;
        subscribed = false;
        strayed = false;
        executed = 0;
        owedAbove = NONE;
        biography = Biography.UNKNOWN;
    }

    /// Starts to send everything after `from`, whatever it had before.
    void restart(long now, long from) {
        executed = from;
        next = from + 1;
        subscribed = true;
        prompted = false;
        reading = false;
        subscribedAt = now;
    }

    void disconnect(long now) {
        connected = false;
        subscribed = false;
        leftAt = now;
    }

    /// Starts to send everything after `executed`.
    ///
    /// @return false, and nothing is done, if that was asked a moment ago
    boolean subscribe(long now, long executed, Biography biography) {
        if (isTooSoon(now)) {
            return false;
        }
        if (isNewcomer()) {
            owedAbove = tail.head();
        }
        this.executed = executed;
        this.biography = biography;
        next = executed + 1;
        subscribed = true;
        prompted = false;
        reading = false;
        subscribedAt = now;
        return true;
    }

    /// Whether what it is sent began a moment ago.
    boolean isTooSoon(long now) {
        return subscribed && now - subscribedAt < SUBSCRIBE_GAP_NANOS;
    }

    /// It says it has executed everything up to `executed`, which is no less than before.
    void progress(long executed) {
        this.executed = executed;
        next = Math.max(next, executed + 1);
        prompted = false;
    }

    /// Whether `entry`, the newest, is to be sent now. If it is not for want of window alone, asks
    /// the slot how far it is, once.
    boolean takes(Entry entry, Consumer<? super Effect> effects) {
        if (!subscribed || next != entry.number()) {
            return false;
        }
        if (!hasRoom()) {
            if (!prompted) {
                prompted = true;
                effects.accept(new Effect.Send(node, new ToReplica.Head(entry.number())));
            }
            return false;
        }
        count(entry);
        return true;
    }

    /// Whether what comes next is not kept any more.
    boolean isTooFar() {
        return subscribed && next - tail.head() <= 0 && tail.isGone(next);
    }

    /// Sends what is missing and within the window, as far as one step allows.
    ///
    /// @return whether another step could send more
    boolean catchUp(long now, Consumer<? super Effect> effects) {
        for (int sentNow = 0; sentNow < limits.catchUpMax() && canSend(); sentNow++) {
            if (next - tail.first() < 0) {
                readHistory(now, effects);
                return false;
            }
            send(tail.at(next), effects);
        }
        return canSend();
    }

    /// Sends what was read back, unless it is not what comes next.
    void historyRead(long from, Iterable<Entry> entries, Consumer<? super Effect> effects) {
        if (!reading || from != readingFrom) {
            return;
        }
        reading = false; // Also where it has been overtaken, so that the next one can be asked for.
        for (var entry : entries) {
            if (entry.number() == next && canSend()) {
                send(entry, effects);
            }
        }
    }

    /// This life of the slot says it has executed what was never ordered, or is no more: after a
    /// start with `--accept-loss`. Nothing is sent to it any more, also once such numbers exist
    /// again, since they mean something else now.
    void stray() {
        strayed = true;
        subscribed = false;
    }

    /// Whether this life of the slot is not served any more.
    boolean hasStrayed() {
        return strayed;
    }

    /// Whether this life of the slot has not subscribed yet.
    boolean isNewcomer() {
        return owedAbove == NONE;
    }

    /// Whether this life of the slot has been known for long and has not subscribed yet, or none
    /// has been heard of since the sequencer started, long ago.
    boolean isMute(long now) {
        return isNewcomer() && now - metAt >= MUTE_NANOS;
    }

    boolean isHeardOf() {
        return life != null;
    }

    boolean isSubscribed() {
        return subscribed;
    }

    /// Whether `peer` is the life that is connected.
    boolean knows(Peer peer) {
        return connected && peer.equals(life);
    }

    NodeId node() {
        return node;
    }

    long executed() {
        return executed;
    }

    /// The head when this life subscribed first: what came before is not to be replied to (rule
    /// P38).
    long owedAbove() {
        return owedAbove;
    }

    /// It is told to do wrong what `order` says.
    void misbehaves(FaultOrder order) {
        biography = biography.withFaults(order);
    }

    Biography biography() {
        return biography;
    }

    /// How long nothing has been heard of the slot: 0 while the link is up, -1 if it never was.
    long silentMillis(long now) {
        if (connected) {
            return 0;
        }
        return life == null ? -1 : (now - leftAt) / NANOS_A_MILLI;
    }

    private boolean canSend() {
        return subscribed && next - tail.head() <= 0 && hasRoom();
    }

    private boolean hasRoom() {
        return next - executed <= limits.slotWindow() && outstanding() < limits.slotWindowBytes();
    }

    private long outstanding() {
        return next - executed > 1 ? sent - sentBefore[index(executed + 1)] : 0;
    }

    private void readHistory(long now, Consumer<? super Effect> effects) {
        if (!reading || now - readingSince > READ_PATIENCE_NANOS) {
            reading = true;
            readingFrom = next;
            readingSince = now;
            long room = limits.slotWindow() - (next - executed) + 1;
            int most = (int) Math.min(room, limits.catchUpMax());
            effects.accept(new SequencerEffect.ReadHistory(node, next, most));
        }
    }

    private void send(Entry entry, Consumer<? super Effect> effects) {
        effects.accept(new Effect.Send(node, new ToReplica.Ordered(entry)));
        count(entry);
    }

    private void count(Entry entry) {
        sentBefore[index(next)] = sent;
        sent += HistoryTail.bytes(entry);
        next++;
    }

    private int index(long number) {
        return (int) number & (sentBefore.length - 1);
    }
}
