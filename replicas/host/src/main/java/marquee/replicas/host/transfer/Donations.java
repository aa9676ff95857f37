package marquee.replicas.host.transfer;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.function.Consumer;
import marquee.protocol.Effect;
import marquee.protocol.Expiry;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToReplica;
import marquee.protocol.replication.ReplicationMessage.ToReplica.Chunk;
import marquee.protocol.replication.ReplicationMessage.ToReplica.NoChunk;
import marquee.protocol.replication.ReplicationMessage.ToReplica.StateAt;
import marquee.protocol.replication.ReplicationMessage.ToReplica.WantChunk;
import marquee.replicas.host.state.ReplicatedState;
import marquee.replicas.host.state.Seal;
import marquee.replicas.host.state.StateExport;
import org.jspecify.annotations.Nullable;

/// The states that this replica keeps for those that join: one a mark that was ordered for a
/// joiner, the newest few (docs/protocol.md, rules P39 and P41). A chunk is made when it is asked
/// for, one a step of the loop, so that a transfer holds nothing up.
///
/// Used by the thread of its role, which asks for the `effects`.
public final class Donations {
    private final ReplicaId self;
    private final int most;
    private final Deque<Donation> donations = new ArrayDeque<>();
    private long turns;

    /// Makes a place for `most` states at a time.
    public Donations(ReplicaId self, int most) {
        this.self = self;
        this.most = most;
    }

    /// The timer of the next step; when it runs out [#step] is to be called.
    public record Step() implements Expiry {}

    private static final class Donation {
        private final ReplicaId joiner;
        private final long number;
        private final Digest digest;
        private final StateExport export;
        private int made;
        private int wanted = -1;
        private long turn;

        Donation(ReplicaId joiner, long number, Digest digest, StateExport export) {
            this.joiner = joiner;
            this.number = number;
            this.digest = digest;
            this.export = export;
        }
    }

    /// Keeps the state at the mark `number` for `joiner`, and tells it so. Of states that are too
    /// many the oldest goes; where no further export can begin, nothing is kept or told.
    ///
    /// @param state which has executed that mark, and nothing after it
    public void keep(
            ReplicaId joiner,
            long number,
            ReplicatedState state,
            Consumer<? super Effect> effects) {
        if (joiner.equals(self)) {
            return;
        }
        donations.removeIf(old -> old.joiner.slot() == joiner.slot() && close(old));
        if (donations.size() == most) {
            close(donations.removeFirst());
        }
        var export = state.export(Seal.TRANSFER);
        if (export != null) {
            var donation = new Donation(joiner, number, state.digest(), export);
            donations.addLast(donation);
            tell(donation, effects);
        }
    }

    /// A replica is connected: if states are kept for it, it is told again.
    public void connected(NodeId node, int incarnation, Consumer<? super Effect> effects) {
        for (var donation : donations) {
            if (donation.joiner.node().equals(node)
                    && donation.joiner.incarnation() == incarnation) {
                tell(donation, effects);
            }
        }
    }

    /// `asked` wants the chunks up to one place. It gets no more than may be on their way; one that
    /// is right asks for no more, and again before those are all there.
    public void wanted(WantChunk asked, Consumer<? super Effect> effects) {
        var donation = find(asked.from(), asked.number());
        if (donation == null) {
            effects.accept(new Effect.Send(asked.from().node(), new NoChunk(self, asked.number())));
            return;
        }
        int last = Math.min(asked.place(), donation.made + StateFetch.AHEAD - 1);
        if (last > donation.wanted) {
            donation.wanted = last;
            effects.accept(new Effect.StartTimer(new Step(), 0));
        }
    }

    /// Makes one chunk that is wanted, if any is. Joiners take turns, so that one that always wants
    /// more holds no other one up.
    public void step(Consumer<? super Effect> effects) {
        var next =
                donations.stream()
                        .filter(donation -> donation.made <= donation.wanted)
                        .min(Comparator.comparingLong(donation -> donation.turn));
        if (next.isPresent()) {
            next.get().turn = ++turns;
            step(next.get(), effects);
            effects.accept(new Effect.StartTimer(new Step(), 0));
        }
    }

    /// Whoever has joined, or joins no longer, needs nothing more.
    public void settled(ReplicaId joiner) {
        donations.removeIf(donation -> donation.joiner.equals(joiner) && close(donation));
    }

    private void step(Donation donation, Consumer<? super Effect> effects) {
        var chunk = donation.export.next();
        if (chunk != null) {
            send(donation, new Chunk(self, donation.number, donation.made, chunk), effects);
            donation.made++;
        } else if (donation.export.status() != StateExport.Status.RUNNING) {
            if (donation.export.status() != StateExport.Status.COMPLETE) {
                send(donation, new NoChunk(self, donation.number), effects);
            }
            donation.wanted = -1;
        }
    }

    private void tell(Donation donation, Consumer<? super Effect> effects) {
        send(donation, new StateAt(self, donation.number, donation.digest), effects);
    }

    private static void send(
            Donation donation, ToReplica message, Consumer<? super Effect> effects) {
        effects.accept(new Effect.Send(donation.joiner.node(), message));
    }

    private @Nullable Donation find(ReplicaId joiner, long number) {
        for (var donation : donations) {
            if (donation.joiner.equals(joiner) && donation.number == number) {
                return donation;
            }
        }
        return null;
    }

    private static boolean close(Donation donation) {
        donation.export.close();
        return true;
    }
}
