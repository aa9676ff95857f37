package marquee.manager;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableSet;
import java.util.function.Consumer;
import marquee.manager.ManagerEffect.Forget;
import marquee.manager.ManagerEffect.Hold;
import marquee.manager.ManagerEffect.Teach;
import marquee.protocol.Effect;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.MemberSlot;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.ReplicationMessage.ToManager.Entries;
import marquee.protocol.replication.ReplicationMessage.ToManager.ForSpare;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.OfSpare;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.WantEntries;
import marquee.protocol.replication.Succession;
import org.jspecify.annotations.Nullable;

/// What the manager does so that its spare knows the state of the group: it passes on what the
/// spare wants to learn, once there is any, and what the sequencer has to say to that. One question
/// is under way at a time, so a spare that is slow holds nobody up (docs/protocol.md, 4.11).
final class Tuition {
    /// How long the spare may take to want something else before the sequencer is asked again:
    /// question or answer may have been lost with the link. Twice as long each time.
    static final long PATIENCE_NANOS = 2_000_000_000L;

    /// The longest that this becomes.
    static final long PATIENCE_NANOS_MAX = 64_000_000_000L;

    private final NodeId self;
    private final Succession succession;
    private ImmutableList<String> likely = ImmutableList.of();
    private boolean begun;
    private @Nullable OfSpare wish;
    private boolean asked;
    private long askedAt;
    private long patience = PATIENCE_NANOS;
    private @Nullable Peer sequencer;
    private long head;

    /// @param implementations the names there are, in the order that the sequencer has them in
    Tuition(NodeId self, ImmutableList<String> implementations) {
        this.self = self;
        this.succession = new Succession(implementations);
    }

    /// There is a spare, which knows nothing yet.
    void begin(Consumer<? super Effect> effects) {
        begun = true;
        wish = null;
        if (!likely.isEmpty()) {
            effects.accept(new Hold(likely));
        }
    }

    /// There is no spare any more.
    void end() {
        begun = false;
        wish = null;
    }

    /// Takes in how the group is: the spare is to be what would follow the replica in this
    /// manager's own slot if that crashed, or if it was wrong. While somebody joins it is left
    /// alone, since that may need the machine, and changes what comes next.
    void follow(Membership membership, Consumer<? super Effect> effects) {
        if (!membership.slots().stream().allMatch(MemberSlot::active)) {
            return;
        }
        var slot = membership.slot(self.index());
        var now =
                ImmutableSet.of(
                                succession.next(membership, slot, false).implementation(),
                                succession.next(membership, slot, true).implementation())
                        .asList();
        if (!now.equals(likely)) {
            likely = now;
            if (begun) {
                effects.accept(new Hold(likely));
            }
        }
    }

    /// The spare wants to learn something. One that says so again has heard what it did not want.
    void wants(long now, OfSpare something, Consumer<? super Effect> effects) {
        if (!begun || (asked && something.equals(wish))) {
            return;
        }
        wish = something;
        asked = false;
        patience = PATIENCE_NANOS;
        pass(now, effects);
    }

    /// The link with the sequencer is up. What was learned of another life of it may be more than
    /// its log has kept, if the log was lost: it is forgotten.
    void connected(long now, Peer life, Consumer<? super Effect> effects) {
        asked = false;
        if (life.equals(sequencer)) {
            pass(now, effects);
            return;
        }
        sequencer = life;
        wish = null;
        head = 0;
        if (begun) {
            effects.accept(new Forget());
        }
    }

    /// The newest entry is `newest`: told regularly.
    void reached(long now, long newest, Consumer<? super Effect> effects) {
        head = Math.max(head, newest);
        if (asked && now - askedAt >= patience) {
            asked = false;
            patience = Math.min(2 * patience, PATIENCE_NANOS_MAX);
        }
        pass(now, effects);
    }

    /// The sequencer answers.
    void taught(ForSpare lesson, Consumer<? super Effect> effects) {
        if (lesson instanceof Entries(long newest, _, _)) {
            head = Math.max(head, newest);
        }
        effects.accept(new Teach(lesson));
    }

    private void pass(long now, Consumer<? super Effect> effects) {
        var known = wish;
        boolean vain = known instanceof WantEntries(long executed) && executed >= head;
        if (known != null && !vain && !asked) {
            asked = true;
            askedAt = now;
            effects.accept(new Effect.Send(NodeId.SEQUENCER, known));
        }
    }
}
