package marquee.replicas.host.transfer;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.function.Supplier;
import marquee.protocol.Effect;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Chunk;
import marquee.protocol.replication.ReplicationMessage.ToReplica.NoChunk;
import marquee.protocol.replication.ReplicationMessage.ToReplica.StateAt;
import marquee.protocol.replication.ReplicationMessage.ToReplica.WantChunk;
import marquee.replicas.host.state.StateIntake;
import org.jspecify.annotations.Nullable;

/// How a replica that joins gets the state at one mark: a digest that enough slots have alike, then
/// the chunks from one of them (docs/protocol.md, rule P39), each of which is read while the next
/// ones are on their way. Equal states have equal chunks, whoever writes them, so where one donor
/// falls silent, or sends something damaged, another goes on at the same place (rule P41).
final class StateFetch {
    /// How many chunks may be on their way: so many that the donor makes some while others are
    /// read.
    static final int AHEAD = 32;

    /// How many are asked for at a time. Asked for one by one, they come one by one, and of joiner
    /// and donor one waits for the other.
    static final int STRIDE = AHEAD / 2;

    /// A donor that sends nothing new for so long is left for another.
    static final long PATIENCE_NANOS = 500_000_000;

    /// A donor that is not done in so long is left, and nothing that came is kept: what has no end
    /// is no state, and how long one is nobody knows beforehand. 100 000 bookings take a third of a
    /// second (docs/performance.md).
    static final long TURN_NANOS = 120_000_000_000L;

    private final ReplicaId self;
    private final int quorum;
    private final int slots;
    private final long number;

    /// What each slot tells in its newest life: two lives of one slot are no two that agree.
    private final Map<Integer, StateAt> told = new TreeMap<>();

    private final List<ReplicaId> failed = new ArrayList<>();
    private final Supplier<StateIntake> intakes;
    private StateIntake intake;
    private @Nullable ReplicaId donor;

    /// How many chunks the donor has sent, which is the place of its next one.
    private int sent;

    private long chosenAt;
    private long heardAt;

    /// Wants the state at `number`, which `quorum` of `slots` must have alike.
    ///
    /// @param intakes makes a place for what comes, anew if what came is not believed any more
    StateFetch(ReplicaId self, int quorum, int slots, long number, Supplier<StateIntake> intakes) {
        this.self = self;
        this.quorum = quorum;
        this.slots = slots;
        this.number = number;
        this.intakes = intakes;
        this.intake = intakes.get();
    }

    /// The mark whose state is wanted.
    long number() {
        return number;
    }

    /// Whether a donor has been found.
    boolean hasDonor() {
        return donor != null;
    }

    /// How many chunks are here.
    int count() {
        return intake.chunks();
    }

    /// A slot tells its digest.
    void told(long now, StateAt at, Consumer<? super Effect> effects) {
        if (at.number() == number) {
            told.merge(at.from().slot(), at, StateFetch::newer);
            if (donor == null) {
                choose(now, effects);
            }
        }
    }

    private static StateAt newer(StateAt before, StateAt now) {
        return now.from().incarnation() < before.from().incarnation() ? before : now;
    }

    /// A donor sends a chunk.
    ///
    /// @return all that came, once the last chunk is there
    @Nullable StateIntake received(long now, Chunk chunk, Consumer<? super Effect> effects) {
        boolean again = chunk.place() < sent;
        if (chunk.number() != number || !chunk.from().equals(donor) || again) {
            return null;
        }
        if (chunk.place() > sent) {
            another(now, effects);
            return null;
        }
        sent++;
        heardAt = now;
        if (chunk.place() < intake.chunks()) {
            askBehind(chunk, effects); // A donor that goes on for another begins at the beginning.
            return null;
        }
        var taken = intake.take(chunk.chunk());
        if (taken == StateIntake.Taken.DAMAGED) {
            another(now, effects);
        } else if (taken == StateIntake.Taken.IMPOSSIBLE || isAnother()) {
            distrust(now, effects);
        } else if (intake.isComplete()) {
            return intake;
        } else {
            askBehind(chunk, effects);
        }
        return null;
    }

    /// Whether the first chunk, if that is the newest, begins another state than was agreed on.
    private boolean isAnother() {
        return intake.chunks() == 1 && !intake.isOf(number, agreed());
    }

    /// The donor has nothing more to give.
    void refused(long now, NoChunk told, Consumer<? super Effect> effects) {
        if (told.number() == number && told.from().equals(donor)) {
            another(now, effects);
        }
    }

    /// The chunks made no state, or another one than was told: none of them is believed.
    void distrust(long now, Consumer<? super Effect> effects) {
        intake = intakes.get();
        another(now, effects);
    }

    /// Time passes.
    void expired(long now, Consumer<? super Effect> effects) {
        if (donor != null && now - chosenAt >= TURN_NANOS) {
            distrust(now, effects);
        } else if (donor != null && now - heardAt >= PATIENCE_NANOS) {
            another(now, effects);
        }
    }

    /// The digest that enough slots have alike; null if none has come together.
    @Nullable Digest agreed() {
        var digests = told.values().stream().map(StateAt::digest).toList();
        for (var digest : digests) {
            if (Collections.frequency(digests, digest) >= quorum) {
                return digest;
            }
        }
        return null;
    }

    private void another(long now, Consumer<? super Effect> effects) {
        if (donor != null) {
            failed.add(donor);
        }
        donor = null;
        choose(now, effects);
    }

    private void choose(long now, Consumer<? super Effect> effects) {
        var agreed = agreed();
        var first =
                told.values().stream()
                        .filter(at -> at.digest().equals(agreed))
                        .map(StateAt::from)
                        .filter(replica -> !failed.contains(replica))
                        .min(Comparator.comparingInt(this::turn));
        if (first.isPresent()) {
            donor = first.get();
            sent = 0;
            chosenAt = now;
            heardAt = now;
            ask(AHEAD - 1, effects);
        }
    }

    /// How late a donor comes to be asked. Each incarnation begins at another slot: where a donor
    /// brought a join to nothing, it is not the first one of the next join again.
    private int turn(ReplicaId replica) {
        return Math.floorMod(replica.slot() - self.incarnation(), slots);
    }

    private void askBehind(Chunk chunk, Consumer<? super Effect> effects) {
        if ((chunk.place() + 1) % STRIDE == 0) {
            ask(chunk.place() + AHEAD, effects);
        }
    }

    private void ask(int last, Consumer<? super Effect> effects) {
        var from = donor;
        if (from != null) {
            effects.accept(new Effect.Send(from.node(), new WantChunk(self, number, last)));
        }
    }
}
