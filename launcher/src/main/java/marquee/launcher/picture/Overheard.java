package marquee.launcher.picture;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import marquee.applications.booking.BookingCodec;
import marquee.frontend.FrontEndEffect;
import marquee.frontend.FrontEndEvent;
import marquee.frontend.SlotSet;
import marquee.launcher.scenario.Edge;
import marquee.launcher.scenario.Recorder.Made;
import marquee.protocol.Event;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Outcome;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd.Reply;
import marquee.protocol.replication.ReplicationMessage.ToSequencer.Request;
import marquee.protocol.replication.RequestId;
import marquee.protocol.wire.Bytes;
import marquee.simulation.Onlooker.Who;
import org.jspecify.annotations.Nullable;

/// What front ends were asked for and answered in a live run: they take down neither, so it is put
/// together from what customers know and from what front ends said to the group and heard of it.
final class Overheard {
    private final Map<Bytes, List<Asked>> asked = new HashMap<>(); // by operation
    private final Map<RequestId, Placed> placed = new HashMap<>();
    private final Map<Long, List<Heard>> replies = new HashMap<>();
    private final Set<RequestId> taken = new HashSet<>();
    private long calls;

    /// A front end asks for a place in the order.
    private record Asked(long at, NodeId frontEnd, Request request) {
        RequestId id() {
            return request.id();
        }
    }

    private record Placed(long at, long number) {}

    private record Heard(long at, Reply reply) {}

    void asked(long now, NodeId frontEnd, Request request) {
        asked.computeIfAbsent(request.operation(), key -> new ArrayList<>())
                .add(new Asked(now, frontEnd, request));
    }

    void ordered(long now, long number, RequestId id) {
        placed.put(id, new Placed(now, number));
    }

    void replied(long now, Reply reply) {
        replies.computeIfAbsent(reply.outcome().number(), key -> new ArrayList<>())
                .add(new Heard(now, reply));
    }

    /// Tells `witness` which of it belongs to which call.
    void tell(ImmutableList<Made> made, Witness witness) {
        for (var each : made) {
            var own = own(each);
            if (own != null) {
                taken.add(own.id());
                tell(each, own, witness);
            }
        }
    }

    /// Under whose name the request of `made` went: that of its key, else the first of a front
    /// end's own that asks for the same and belongs to nobody else.
    private @Nullable Asked own(Made made) {
        var operation = BookingCodec.encode(Edge.operation(made.call()));
        return asked.getOrDefault(operation, List.of()).stream()
                .filter(each -> made.begun() <= each.at() && each.at() <= made.ended())
                .filter(each ->
                        each.id().isOwnSession()
                                ? !taken.contains(each.id())
                                : each.id().key().equals(made.key()))
                .findFirst()
                .orElse(null);
    }

    private void tell(Made made, Asked own, Witness witness) {
        long call = ++calls;
        var frontEnd = new Who(own.frontEnd(), 0);
        var id = own.id().isOwnSession() ? null : own.id();
        var called = new FrontEndEvent.Called(call, id, own.request().operation());
        witness.hears(made.begun(), frontEnd, new Event.Submitted<>(called));
        var place = placed.get(own.id());
        if (place == null || made.ended() == Long.MAX_VALUE) {
            return;
        }
        var heard =
                replies.getOrDefault(place.number(), List.of()).stream()
                        .filter(each -> each.at() <= made.ended())
                        .toList();
        var outcome = mostSaid(heard);
        if (outcome != null) {
            var answered = new FrontEndEffect.Answered(call, outcome, agreed(heard, outcome));
            witness.does(made.ended(), frontEnd, answered);
        }
    }

    private static @Nullable Outcome mostSaid(List<Heard> heard) {
        return heard.stream()
                .map(each -> each.reply().outcome())
                .max((one, other) ->
                        Long.compare(
                                Long.bitCount(agreed(heard, one).bits()),
                                Long.bitCount(agreed(heard, other).bits())))
                .orElse(null);
    }

    private static SlotSet agreed(List<Heard> heard, Outcome outcome) {
        long slots = 0;
        for (var each : heard) {
            if (each.reply().outcome().equals(outcome)) {
                slots |= 1L << (each.reply().from().slot() - 1);
            }
        }
        return new SlotSet(slots);
    }
}
