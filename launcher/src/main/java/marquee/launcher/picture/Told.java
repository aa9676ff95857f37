package marquee.launcher.picture;

import com.google.common.collect.ImmutableList;
import java.util.stream.Collectors;
import marquee.applications.booking.BookingCodec;
import marquee.applications.booking.Sentences;
import marquee.frontend.Incident;
import marquee.protocol.Message;
import marquee.protocol.replication.Ballot;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Judgement;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.MembershipChange;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import marquee.protocol.replication.ReplicationMessage.ToManager;
import marquee.protocol.replication.ReplicationMessage.ToReplica;
import marquee.protocol.replication.ReplicationMessage.ToSequencer;
import marquee.protocol.replication.RequestId;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// What messages and events of the cluster are about, in words for people.
final class Told {
    private Told() {}

    /// The place in the order that `message` is about; 0 if none.
    static long number(Message message) {
        return switch (message) {
            case ToReplica.Ordered(var entry) -> entry.number();
            case ToReplica.ReplyAgain(long number, _) -> number;
            case ToReplica.Probe(_, long evidence) -> evidence;
            case ToFrontEnd.Bound(_, long number, _, _) -> number;
            case ToFrontEnd.Reply(_, var outcome) -> outcome.number();
            case ToFrontEnd.Changed(var entry) -> entry.number();
            case ToManager.Changed(var entry) -> entry.number();
            case ToManager.Evidence(_, var outcome) -> outcome.number();
            case ToSequencer.MarkDigest(_, long number, _) -> number;
            case ToSequencer.OrderAnew(_, long number) -> number;
            default -> 0;
        };
    }

    /// The request that `message` asks to be ordered; null if it does not.
    static @Nullable RequestId request(Message message) {
        return switch (message) {
            case ToSequencer.Request request -> request.id();
            case ToSequencer.OrderAnew(var request, _) -> request.id();
            default -> null;
        };
    }

    /// The newest place that `message` claims to know of; 0 if it claims nothing.
    static long claims(Message message) {
        return message instanceof ToSequencer.Progress(_, long executed) ? executed : 0;
    }

    static String of(Message message) {
        return switch (message) {
            case ToSequencer.Request request ->
                    request.id() + ": " + operation(request.operation());
            case ToReplica.Ordered(var entry) -> of(entry);
            case ToFrontEnd.Changed(var entry) -> of(entry);
            case ToManager.Changed(var entry) -> of(entry);
            case ToFrontEnd.Reply(var from, var outcome) -> from + " says " + of(outcome);
            case ToManager.Evidence(var from, var outcome) -> from + " says " + of(outcome);
            case ToFrontEnd.Pulse(long head, _, var membership) -> standing(head, membership);
            case ToManager.Standing(long head, _, var membership) -> standing(head, membership);
            case ToReplica.Subscribed(long head, long from, var membership) ->
                    "from " + from + " on; " + standing(head, membership);
            case ToManager.Voted(var vote) -> vote.voter() + " votes " + of(vote.ballot());
            default -> message.toString();
        };
    }

    private static String standing(long head, Membership membership) {
        var slots =
                membership.slots().stream()
                        .map(slot -> slot.replica() + (slot.active() ? "" : " joining"))
                        .collect(Collectors.joining(" "));
        return "head %d, view %d: %s".formatted(head, membership.viewNumber(), slots);
    }

    private static String of(Entry entry) {
        var what =
                switch (entry.content()) {
                    case Entry.Request request ->
                            request.id() + ": " + operation(request.operation());
                    case Entry.Mark _ -> "a mark";
                    case MembershipChange change -> of(change);
                };
        return "#" + entry.number() + " " + what;
    }

    static String operation(Bytes bytes) {
        var operation = BookingCodec.decodeOperation(bytes);
        return operation == null ? "unreadable" : Sentences.of(operation);
    }

    static String of(Outcome outcome) {
        var repeat =
                outcome.firstNumber() == outcome.number()
                        ? ""
                        : " (as at " + outcome.firstNumber() + ")";
        return "#" + outcome.number() + repeat + " " + result(outcome);
    }

    static String result(Outcome outcome) {
        if (outcome.verdict() != Outcome.Verdict.EXECUTED) {
            return outcome.verdict().toString();
        }
        var result = BookingCodec.decodeResult(outcome.result());
        return result == null
                ? "nonsense, " + outcome.result().length() + " bytes"
                : Sentences.of(result);
    }

    static String of(Ballot ballot) {
        return switch (ballot) {
            case Ballot.Replace(var replica, var cause) -> "to replace " + replica + ": " + cause;
            case Ballot.FailJoin(var replica) -> "to give up the join of " + replica;
            case Ballot.Dismiss(var manager) -> "to dismiss " + manager;
        };
    }

    static String of(Incident incident) {
        var who = incident.slot() == 0 ? "" : " R" + incident.slot();
        return "notices" + who + " " + incident.kind() + " at #" + incident.number();
    }

    static String of(MembershipChange change) {
        return switch (change) {
            case MembershipChange.Begun(var replica) -> replica + " has begun";
            case MembershipChange.Judged(var replica, var judgements) ->
                    replica + " was judged: " + of(judgements);
            case MembershipChange.Convicted(var replica, var cause, long number) ->
                    replica + " is convicted: " + cause + " at #" + number;
            case MembershipChange.Exited(var replica, _) ->
                    "the process of " + replica + " is gone";
            case MembershipChange.Replaced(var replica, var cause, var next, _) ->
                    "%s is replaced: %s; next %s at %s"
                            .formatted(replica, cause, next.implementation(), next.host());
            case MembershipChange.Activated(var replica) -> replica + " votes";
            case MembershipChange.JoinFailed(var replica, _, _) -> replica + " did not get to join";
            case MembershipChange.ManagerGone(var manager, _) -> manager + " is dismissed";
            case MembershipChange.ManagerBack(var manager) -> manager + " is back";
        };
    }

    private static String of(ImmutableList<Judgement> judgements) {
        return judgements.stream().map(Judgement::toString).collect(Collectors.joining(", "));
    }
}
