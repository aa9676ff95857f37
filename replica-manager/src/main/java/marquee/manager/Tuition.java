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
    private final NodeId self;
    private final Succession succession;
    private ImmutableList<String> held = ImmutableList.of();
    private boolean begun;
    private @Nullable OfSpare wish;
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
        if (!held.isEmpty()) {
            effects.accept(new Hold(held));
        }
    }

    /// Takes in how the group is: the spare is to be what would follow the replica in this
    /// manager's own slot if that crashed, or if it was wrong.
    void follow(Membership membership, Consumer<? super Effect> effects) {
        var slot = membership.slot(self.index());
        var likely =
                ImmutableSet.of(
                                succession.next(membership, slot, false).implementation(),
                                succession.next(membership, slot, true).implementation())
                        .asList();
        if (!likely.equals(held)) {
            held = likely;
            if (begun) {
                effects.accept(new Hold(held));
            }
        }
    }

    /// The spare wants to learn something.
    void wants(OfSpare something, Consumer<? super Effect> effects) {
        wish = something;
        pass(effects);
    }

    /// The link with the sequencer is up. What was learned of another life of it may be more than
    /// its log has kept, if the log was lost: it is forgotten.
    void connected(Peer life, Consumer<? super Effect> effects) {
        if (!life.equals(sequencer)) {
            sequencer = life;
            wish = null;
            head = 0;
            if (begun) {
                effects.accept(new Forget());
            }
        }
    }

    /// The newest entry is `newest`.
    void reached(long newest, Consumer<? super Effect> effects) {
        head = Math.max(head, newest);
        pass(effects);
    }

    /// The sequencer answers.
    void taught(ForSpare lesson, Consumer<? super Effect> effects) {
        if (lesson instanceof Entries(long newest, _)) {
            head = Math.max(head, newest);
        }
        effects.accept(new Teach(lesson));
    }

    private void pass(Consumer<? super Effect> effects) {
        var known = wish;
        boolean vain = known instanceof WantEntries(long executed) && executed >= head;
        if (known != null && !vain) {
            wish = null;
            effects.accept(new Effect.Send(NodeId.SEQUENCER, known));
        }
    }
}
