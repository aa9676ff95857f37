package marquee.replicas.host.process;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.time.LocalDate;
import marquee.applications.Implementation;
import marquee.applications.booking.Argument;
import marquee.applications.booking.BookingCodec;
import marquee.applications.booking.BookingOperation;
import marquee.applications.booking.BookingOperation.AddMovieSlots;
import marquee.applications.booking.BookingOperation.BookMovieTickets;
import marquee.applications.booking.BookingOperation.ShowArguments;
import marquee.applications.booking.Movie;
import marquee.applications.booking.MovieId;
import marquee.applications.booking.Show;
import marquee.applications.booking.Theatre;
import marquee.applications.booking.TimeSlot;
import marquee.applications.booking.UserId;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.ReplicaId;
import marquee.protocol.replication.ReplicationCodec;
import marquee.protocol.replication.RequestId;
import marquee.protocol.replication.SlotReport.Biography;
import marquee.protocol.replication.Stamp;
import marquee.replicas.host.ExecutionObserver;
import marquee.replicas.host.Replica;
import marquee.replicas.host.ReplicaLimits;
import marquee.replicas.host.state.ReplicatedState;
import marquee.replicas.host.state.Seal;
import marquee.replicas.host.state.StateLimits;
import marquee.transport.LinkLimits;
import marquee.transport.Node;
import marquee.transport.NodeSettings;
import marquee.transport.udp.EventLoop;
import marquee.transport.udp.UdpSettings;

/// Has a spare process load, and compile, what a replica that joins needs: each implementation
/// executes, gives its state away and takes one, and a node starts that talks to nobody. What it
/// did is forgotten.
final class Rehearsal {
    /// Enough for the first compiler to have been at what is done for each booking.
    private static final int BOOKINGS = 3_000;

    private static final LocalDate TODAY = LocalDate.of(2023, 5, 15);
    private static final ReplicaId NOBODY = new ReplicaId(1, 0);
    private static final Peer FRONT_END = new Peer(NodeId.frontEnd(1), 0, 1);
    private static final Show SHOW =
            new Show(new MovieId(Theatre.ATW, TODAY, TimeSlot.MORNING), Movie.AVATAR);

    private Rehearsal() {}

    /// Does all of it.
    ///
    /// @throws IOException if there can be no socket
    static void run() throws IOException {
        for (var implementation : Implementations.all().values()) {
            transfer(implementation);
        }
        talkToNobody();
    }

    private static void transfer(Implementation implementation) {
        var state = new ReplicatedState(implementation.create(), StateLimits.DEFAULT);
        var admin = Argument.of(new UserId(Theatre.ATW, UserId.Kind.ADMIN, 1));
        order(state, new AddMovieSlots(admin, ShowArguments.of(SHOW), BOOKINGS));
        for (int i = 1; i <= BOOKINGS; i++) {
            var customer = Argument.of(new UserId(Theatre.ATW, UserId.Kind.CUSTOMER, i));
            order(state, new BookMovieTickets(customer, customer, ShowArguments.of(SHOW), 1));
        }
        var _ = state.mark(new Entry(state.executed() + 1, stamp(), new Entry.Mark(null)));
        var export = state.export(Seal.ARCHIVE);
        if (export != null) {
            var copy = new ReplicatedState(implementation.create(), StateLimits.DEFAULT);
            var _ = copy.restore(export.rest());
        }
    }

    private static void order(ReplicatedState state, BookingOperation operation) {
        long number = state.executed() + 1;
        var id = RequestId.named("rehearsal", Long.toString(number));
        var request = new Entry.Request(id, BookingCodec.encode(operation), FRONT_END);
        var _ = state.execute(new Entry(number, stamp(), request), request);
    }

    private static Stamp stamp() {
        return new Stamp(0, Math.toIntExact(TODAY.toEpochDay()));
    }

    private static void talkToNobody() throws IOException {
        var here = new InetSocketAddress(InetAddress.getLoopbackAddress(), 0);
        var self = new Peer(NOBODY.node(), NOBODY.incarnation(), 1);
        var application = Implementations.all().values().iterator().next().create();
        var role =
                new Replica(
                        new Replica.Settings(
                                NOBODY,
                                new Biography("rehearsal", "", 1),
                                ReplicaLimits.DEFAULT,
                                1,
                                ImmutableList.of()),
                        application,
                        ExecutionObserver.NONE);
        var settings = new NodeSettings(self, 1, LinkLimits.DEFAULT, ImmutableList.of(), 1);
        var codec = ReplicationCodec.forReplica();
        var node = new Node<>(settings, role, codec, effect -> {}, (to, datagram, length) -> {});
        node.start(0);
        node.flush(0);
        var udp = new UdpSettings(here, ImmutableMap.of()).yielding();
        try (var _ = EventLoop.open(udp, settings, role, codec, effect -> {})) {
            // Its sockets were there.
        }
    }
}
