package marquee.launcher.picture;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import marquee.frontend.FrontEndEffect;
import marquee.frontend.FrontEndEvent;
import marquee.frontend.Incident;
import marquee.launcher.report.Report;
import marquee.launcher.report.SpaceTime.Kind;
import marquee.manager.ManagerEffect;
import marquee.protocol.Effect;
import marquee.protocol.Event;
import marquee.protocol.Message;
import marquee.protocol.MessageCodec;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Judgement;
import marquee.protocol.replication.MembershipChange;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationCodec;
import marquee.protocol.wire.Bytes;
import marquee.protocol.wire.WireReader;
import marquee.sequencer.SequencerEffect;
import marquee.simulation.Onlooker;
import marquee.transport.DatagramContents;
import org.jspecify.annotations.Nullable;

/// Takes down what happens in a run, for its page. What it cannot know yet, such as who is in the
/// right, [Picture] finds out when the run is over. For one thread.
public final class Witness implements Onlooker {
    /// The most messages that are kept of a seed, which has its page to itself.
    public static final int SEED_MESSAGES_MAX = 200_000;

    /// The most messages that are kept of one scenario of many.
    public static final int SCENARIO_MESSAGES_MAX = 20_000;

    /// Which part of them at most says nothing but that somebody is there: one in so many.
    static final int BARE_SHARE = 4;

    final List<Draft> drafts = new ArrayList<>();
    final List<Life> lives = new ArrayList<>();
    final List<Remark> remarks = new ArrayList<>();
    final CallBook calls = new CallBook();
    long omitted;

    private final int messagesMax;
    private final Map<Who, Life> running = new HashMap<>();
    private long head;
    private int bare;

    /// One datagram's messages of one kind, on their way.
    ///
    /// @param messages empty for what only acknowledges
    /// @param beyond whether it tells of more than there was when it was sent
    record Draft(
            Who from,
            Passage passage,
            String kind,
            ImmutableList<Message> messages,
            boolean beyond) {}

    /// Something that happens at a process, or outside of all of them.
    record Remark(@Nullable Who who, long at, long until, Kind kind, String text) {}

    /// One life of a process.
    static final class Life {
        final Who who;
        final long begun;
        long votes;
        long ended = Report.NEVER;
        boolean toBeEnded;

        Life(Who who, long begun, boolean votes) {
            this.who = who;
            this.begun = begun;
            this.votes = votes ? begun : Report.NEVER;
        }
    }

    /// A witness of nothing yet.
    ///
    /// @param messagesMax how many messages are kept; later ones are counted
    public Witness(int messagesMax) {
        this.messagesMax = messagesMax;
    }

    @Override
    public void passes(Passage passage) {
        var contents = DatagramContents.of(passage.datagram().array());
        if (contents == null) {
            return; // It says nothing.
        }
        var from = new Who(passage.from(), contents.senderIncarnation());
        var whole = messages(passage.to().node(), contents);
        if (whole.isEmpty()) {
            var kind = contents.hello() ? "Hello" : "Acknowledgement";
            var name = contents.frames().isEmpty() ? kind : "Fragment";
            keep(new Draft(from, passage, name, ImmutableList.of(), false));
        }
        // Messages of one kind that travel together are one arrow.
        while (!whole.isEmpty()) {
            var first = whole.getFirst().getClass();
            var alike = whole.stream().filter(message -> message.getClass() == first).toList();
            whole.removeAll(alike);
            boolean beyond = alike.stream().anyMatch(message -> Told.claims(message) > head);
            var kind = first.getSimpleName();
            keep(new Draft(from, passage, kind, ImmutableList.copyOf(alike), beyond));
        }
    }

    private void keep(Draft draft) {
        boolean isBare = draft.messages().isEmpty();
        if (drafts.size() >= messagesMax || (isBare && bare >= messagesMax / BARE_SHARE)) {
            omitted++;
            return;
        }
        drafts.add(draft);
        bare += isBare ? 1 : 0;
    }

    /// From outside, `what` is done to `nodes`, or to nobody of them alone.
    public void happens(long now, ImmutableList<NodeId> nodes, String what) {
        if (nodes.isEmpty()) {
            remarks.add(new Remark(null, now, now, Kind.FAULT, what));
        }
        for (var node : nodes) {
            remarks.add(new Remark(newest(node), now, now, Kind.FAULT, what));
        }
    }

    /// A rule was found broken.
    public void breaks(long now, String what) {
        remarks.add(new Remark(null, now, now, Kind.VIOLATION, what));
    }

    private Who newest(NodeId node) {
        int life =
                lives.stream()
                        .filter(each -> each.who.node().equals(node))
                        .mapToInt(each -> each.who.incarnation())
                        .max()
                        .orElse(0);
        return new Who(node, life);
    }

    /// The messages to `to` that stand in `datagram` whole.
    static List<Message> messages(NodeId to, Bytes datagram) {
        var contents = DatagramContents.of(datagram.array());
        return contents == null ? List.of() : messages(to, contents);
    }

    private static List<Message> messages(NodeId to, DatagramContents contents) {
        var whole = new ArrayList<Message>();
        for (var frame : contents.frames()) {
            var message = frame.count() == 1 ? decoded(to, frame) : null;
            if (message != null) {
                whole.add(message);
            }
        }
        return whole;
    }

    private static @Nullable Message decoded(NodeId to, DatagramContents.Frame frame) {
        MessageCodec<? extends Message> codec =
                switch (to.kind()) {
                    case SEQUENCER -> ReplicationCodec.forSequencer();
                    case FRONT_END -> ReplicationCodec.forFrontEnd();
                    case REPLICA -> ReplicationCodec.forReplica();
                    case MANAGER -> ReplicationCodec.forManager();
                };
        return codec.decode(new WireReader(frame.message()));
    }

    @Override
    public void begins(long now, Who who) {
        boolean votes = who.node().kind() != NodeId.Kind.REPLICA || who.incarnation() == 0;
        var life = new Life(who, now, votes);
        lives.add(life);
        running.put(who, life);
    }

    @Override
    public void ends(long now, Who who) {
        var life = running.remove(who);
        if (life == null) {
            return;
        }
        life.ended = now;
        calls.broken(now, who.node());
        if (!life.toBeEnded) {
            remark(now, who, Kind.CRASH, "crashes");
        }
    }

    /// Nothing is known of `who` from now on; it has ended since, and nobody knows how.
    public void loses(long now, Who who) {
        var life = running.get(who);
        if (life != null) {
            life.toBeEnded = true;
            ends(now, who);
        }
    }

    @Override
    public void suffers(long now, Who who, String what, long until) {
        if (until > now && running.containsKey(who)) {
            remarks.add(new Remark(who, now, until, Kind.PAUSE, what));
        }
    }

    @Override
    public void suffers(long now, NodeId from, NodeId to, String what, long until) {
        if (until <= now) {
            return;
        }
        var who = new Who(from, 0);
        var last = remarks.isEmpty() ? null : remarks.getLast();
        var text = what + " to " + to;
        // One blow may strike many links of a process.
        if (last != null
                && last.equals(new Remark(who, now, until, Kind.FAULT, last.text()))
                && last.text().startsWith(what)) {
            text = last.text() + ", " + to;
            remarks.removeLast();
        }
        remarks.add(new Remark(who, now, until, Kind.FAULT, text));
    }

    @Override
    public void remarks(long now, Who who, String what) {
        remark(now, who, Kind.FAULT, what);
    }

    @Override
    public void hears(long now, Who who, Event<?, ?> event) {
        if (event instanceof Event.Submitted<?, ?>(FrontEndEvent.Called called)) {
            calls.called(now, who.node(), called);
        }
    }

    @Override
    public void does(long now, Who who, Effect effect) {
        switch (effect) {
            case FrontEndEffect.Noticed(var incident) -> {
                if (suspects(incident)) {
                    remark(now, who, Kind.SUSPICION, Told.of(incident));
                }
            }
            case FrontEndEffect ending -> calls.ended(now, who.node(), ending);
            case ManagerEffect.Votes(var ballot, _) ->
                    remark(now, who, Kind.BALLOT, "votes " + Told.of(ballot));
            case ManagerEffect.EndProcess(var replica) -> ending(replica);
            case SequencerEffect.Append(var entry) -> ordered(now, entry);
            default -> {}
        }
    }

    private static boolean suspects(Incident incident) {
        return incident.kind() != Incident.Kind.ANSWERS_AGAIN;
    }

    private void remark(long now, Who who, Kind kind, String text) {
        remarks.add(new Remark(who, now, now, kind, text));
    }

    private void ending(ReplicaId replica) {
        var life = running.get(who(replica));
        if (life != null) {
            life.toBeEnded = true;
        }
    }

    private void ordered(long now, Entry entry) {
        head = Math.max(head, entry.number());
        switch (entry.content()) {
            case Entry.Request request -> calls.ordered(entry.number(), request.id());
            case MembershipChange change -> changed(now, change);
            case Entry.Mark _ -> {}
        }
    }

    private void changed(long now, MembershipChange change) {
        var text = Told.of(change);
        var sequencer = new Who(NodeId.SEQUENCER, 0);
        switch (change) {
            case MembershipChange.Begun _ -> {}
            case MembershipChange.Judged(_, var judgements) -> {
                if (accuses(judgements)) {
                    remark(now, sequencer, Kind.SUSPICION, text);
                }
            }
            case MembershipChange.Convicted(var replica, _, _) ->
                    remark(now, who(replica), Kind.SUSPICION, text);
            case MembershipChange.Exited(var replica, _) ->
                    remark(now, who(replica), Kind.SUSPICION, text);
            case MembershipChange.Replaced(var replica, _, _, _) ->
                    remark(now, who(replica), Kind.VIEW, text);
            case MembershipChange.JoinFailed(var replica, _, _) ->
                    remark(now, who(replica), Kind.VIEW, text);
            case MembershipChange.Activated(var replica) -> {
                var life = running.get(who(replica));
                if (life != null) {
                    life.votes = now;
                }
                remark(now, who(replica), Kind.VIEW, text);
            }
            case MembershipChange.ManagerGone(var manager, _) ->
                    remark(now, new Who(manager, 0), Kind.SUSPICION, text);
            case MembershipChange.ManagerBack(var manager) ->
                    remark(now, new Who(manager, 0), Kind.VIEW, text);
        }
    }

    private static boolean accuses(ImmutableList<Judgement> judgements) {
        return judgements.stream()
                .anyMatch(judgement -> judgement.verdict() == Judgement.Verdict.INCORRECT);
    }

    private static Who who(ReplicaId replica) {
        return new Who(replica.node(), replica.incarnation());
    }
}
