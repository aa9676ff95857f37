package marquee.launcher.picture;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import java.util.function.LongPredicate;
import marquee.launcher.scenario.Recorder.Made;
import marquee.manager.ManagerEffect;
import marquee.protocol.Message;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Ballot;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.MembershipChange;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.replication.ReplicationMessage.ToManager;
import marquee.protocol.replication.ReplicationMessage.ToReplica;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;
import marquee.sequencer.SequencerEffect;
import marquee.simulation.Onlooker.Fate;
import marquee.simulation.Onlooker.Passage;
import marquee.simulation.Onlooker.Who;
import marquee.transport.udp.RecordedLife;
import marquee.transport.udp.RecordedLife.Mark;
import marquee.transport.udp.RecordedLife.Received;
import marquee.transport.udp.RecordedLife.Sent;
import org.jspecify.annotations.Nullable;

/// Tells a [Witness] of a run of real processes what they took down themselves. Which datagrams
/// were lost is found out here: those that nobody received. What the roles did is read off what
/// they said to each other.
public final class Recordings {
    /// What was sent so shortly before the end may still be on its way.
    private static final long ON_ITS_WAY = TimeUnit.MILLISECONDS.toMicros(50);

    private static final Who SEQUENCER = new Who(NodeId.SEQUENCER, 0);

    private final Witness witness;
    private final ImmutableList<RecordedLife> lives;
    private final long origin;
    private final LongPredicate isAlive;
    private final Overheard overheard = new Overheard();
    private final Set<Long> ordered = new HashSet<>();
    private final Set<Voice> votes = new HashSet<>();
    private final List<Moment> moments = new ArrayList<>();

    /// Something to be told.
    ///
    /// @param at microseconds of the wall clock
    /// @param telling gets the time as witnesses have it
    private record Moment(long at, Telling telling) {}

    private interface Telling {
        void tell(long now);
    }

    private record Voice(NodeId voter, Ballot ballot) {}

    private record Parcel(NodeId to, Mark mark) {}

    private record Arrival(long at, int incarnation) {}

    /// @param origin the microsecond of the wall clock at which the run begins
    /// @param isAlive which processes are still there
    public Recordings(
            Witness witness,
            ImmutableList<RecordedLife> lives,
            long origin,
            LongPredicate isAlive) {
        this.witness = witness;
        this.lives = lives;
        this.origin = origin;
        this.isAlive = isAlive;
    }

    /// At a microsecond of the wall clock `what` was done from outside to `nodes`.
    public void happened(long at, ImmutableList<NodeId> nodes, String what) {
        moments.add(new Moment(at, now -> witness.happens(now, nodes, what)));
    }

    /// Tells all that was recorded until the microsecond `end`, and then what customers `made` of
    /// it, with times as witnesses have them.
    public void tell(long end, ImmutableList<Made> made) {
        long known = known(end);
        var endings = endings();
        for (var life : lives) {
            live(life, endings, known);
            if (life.full() > 0) {
                var text = "its recording is full: no messages or crashes are drawn from here on";
                happened(life.full(), ImmutableList.of(life.node()), text);
            }
        }
        if (lives.size() >= RecordedLife.MAX) {
            long newest = lives.stream().mapToLong(RecordedLife::begun).max().orElse(end);
            happened(
                    newest,
                    ImmutableList.of(),
                    "%d processes are recorded: who begins later is not drawn"
                            .formatted(lives.size()));
        }
        var arrivals = arrivals();
        for (var life : lives) {
            for (var fact : life.facts()) {
                if (fact instanceof Sent sent && sent.at() <= known) {
                    var arrival = arrivals.get(new Parcel(sent.to(), Mark.of(sent.datagram())));
                    if (arrival != null || sent.at() <= known - ON_ITS_WAY) {
                        moments.add(new Moment(sent.at(), now -> send(now, life, sent, arrival)));
                    }
                }
            }
        }
        moments.sort(Comparator.comparingLong(Moment::at));
        moments.forEach(moment -> moment.telling().tell(nanos(moment.at())));
        overheard.tell(made, witness);
    }

    /// Until when everybody took down what happened.
    private long known(long end) {
        return lives.stream()
                .mapToLong(RecordedLife::full)
                .filter(full -> full > 0)
                .reduce(end, Math::min);
    }

    private void live(RecordedLife life, Map<Who, Long> endings, long known) {
        var who = who(life);
        moments.add(new Moment(life.begun(), now -> witness.begins(now, who)));
        if (isAlive.test(life.pid())) {
            return;
        }
        // Who is silent at last is ended all the same; who crashed was heard of until then.
        long ended = 1 + Math.max(life.last(), endings.getOrDefault(who, 0L));
        // Later it may have been told to end, and nobody would know.
        boolean certain = ended <= known;
        moments.add(
                new Moment(
                        ended,
                        certain ? now -> witness.ends(now, who) : now -> witness.loses(now, who)));
    }

    /// When which replicas were replaced whose processes had not gone by themselves.
    private Map<Who, Long> endings() {
        var endings = new HashMap<Who, Long>();
        var gone = new HashSet<ReplicaId>();
        for (var life : lives) {
            for (var fact : life.facts()) {
                if (fact instanceof Sent(long at, var to, var datagram)
                        && to.kind() == NodeId.Kind.MANAGER
                        && life.node().equals(NodeId.SEQUENCER)) {
                    for (var message : Witness.messages(to, datagram)) {
                        note(at, message, gone, endings);
                    }
                }
            }
        }
        return endings;
    }

    private static void note(
            long at, Message message, Set<ReplicaId> gone, Map<Who, Long> endings) {
        if (!(message instanceof ToManager.Changed(var entry))) {
            return;
        }
        switch (entry.content()) {
            case MembershipChange.Exited(var replica, _) -> gone.add(replica);
            case MembershipChange.Replaced(var replica, _, _, _) -> {
                if (!gone.contains(replica)) {
                    endings.putIfAbsent(new Who(replica.node(), replica.incarnation()), at);
                }
            }
            default -> {}
        }
    }

    private Map<Parcel, Arrival> arrivals() {
        var arrivals = new HashMap<Parcel, Arrival>();
        for (var life : lives) {
            for (var fact : life.facts()) {
                if (fact instanceof Received(long at, var mark)) {
                    var arrival = new Arrival(at, life.incarnation());
                    arrivals.putIfAbsent(new Parcel(life.node(), mark), arrival);
                }
            }
        }
        return arrivals;
    }

    private void send(long now, RecordedLife life, Sent sent, @Nullable Arrival arrival) {
        var to = new Who(sent.to(), arrival == null ? newest(sent) : arrival.incarnation());
        long arrives = arrival == null ? now : Math.max(now, nanos(arrival.at()));
        var fate = arrival == null && isThere(sent) ? Fate.LOST : Fate.ARRIVES;
        witness.passes(new Passage(life.node(), to, now, arrives, fate, sent.datagram()));
        for (var message : Witness.messages(sent.to(), sent.datagram())) {
            read(now, life, message);
            if (message instanceof ToFrontEnd.Reply reply && arrival != null) {
                overheard.replied(arrives, reply);
            }
        }
    }

    private void read(long now, RecordedLife life, Message message) {
        switch (message) {
            case ToReplica.Ordered(var entry) -> order(now, entry);
            case ToFrontEnd.Changed(var entry) -> order(now, entry);
            case ToManager.Changed(var entry) -> order(now, entry);
            case ToSequencer.Request request -> overheard.asked(now, life.node(), request);
            case ToManager.Voted(var vote) -> {
                if (votes.add(new Voice(vote.voter(), vote.ballot()))) {
                    witness.does(now, who(life), new ManagerEffect.Votes(vote.ballot(), false));
                }
            }
            default -> {}
        }
    }

    private void order(long now, Entry entry) {
        if (!ordered.add(entry.number())) {
            return;
        }
        witness.does(now, SEQUENCER, new SequencerEffect.Append(entry));
        switch (entry.content()) {
            case Entry.Request request -> overheard.ordered(now, entry.number(), request.id());
            case MembershipChange.Replaced(var replica, _, _, _) ->
                    witness.does(now, SEQUENCER, new ManagerEffect.EndProcess(replica));
            default -> {}
        }
    }

    private int newest(Sent sent) {
        return lives.stream()
                .filter(life -> life.node().equals(sent.to()) && life.begun() <= sent.at())
                .mapToInt(RecordedLife::incarnation)
                .max()
                .orElse(0);
    }

    private boolean isThere(Sent sent) {
        return lives.stream()
                .filter(life -> life.node().equals(sent.to()) && life.begun() <= sent.at())
                .anyMatch(life -> isAlive.test(life.pid()) || sent.at() <= life.last());
    }

    private static Who who(RecordedLife life) {
        return new Who(life.node(), life.incarnation());
    }

    private long nanos(long micros) {
        return TimeUnit.MICROSECONDS.toNanos(micros - origin);
    }
}
