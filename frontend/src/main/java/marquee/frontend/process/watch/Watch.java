package marquee.frontend.process.watch;

import com.google.common.collect.ImmutableList;
import java.util.function.Supplier;
import marquee.frontend.FrontEndStatus;
import marquee.frontend.Incident;
import marquee.frontend.process.web.Calls;
import marquee.frontend.process.web.Rejection;
import marquee.frontend.process.web.Reply;
import marquee.frontend.process.web.Route;
import marquee.protocol.NodeId;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.Membership;
import marquee.protocol.replication.ReplicationMessage.ToFrontEnd;
import org.jspecify.annotations.Nullable;

/// Takes in what the role notices and what the edges answer, and has the routes by which it can be
/// seen. Thread-safe, but what the role notices is told by the thread of its loop alone.
public final class Watch implements AutoCloseable {
    private final EventFeed feed = new EventFeed(Long.toString(System.currentTimeMillis(), 36));
    private final Incidents incidents = new Incidents();
    private final Reporter reporter = new Reporter(feed);
    private final Traffic traffic = new Traffic(feed);
    private final Health health;
    private final Metrics metrics;
    private final ImmutableList<Route> routes;

    /// @param calls asks the role
    /// @param wires asks what the links, the socket and the loop have counted
    public Watch(Calls calls, Supplier<Wires> wires, Surroundings around) {
        health = new Health(calls);
        metrics = new Metrics(health::status, wires);
        var cluster = new ClusterService(calls, health, incidents, around);
        var bulletin = new Bulletin(feed, traffic, wires, cluster);
        routes =
                ImmutableList.<Route>builder()
                        .addAll(new Dashboard().routes())
                        .addAll(cluster.routes())
                        .addAll(new EventStream(feed, bulletin, cluster::greeting).routes())
                        .addAll(new FaultService(calls, around.nodes(), reporter).routes())
                        .addAll(health.routes())
                        .addAll(metrics.routes())
                        .build();
    }

    /// Where all this can be seen, and what operators do about it.
    public ImmutableList<Route> routes() {
        return routes;
    }

    /// The role's own counts, or null if its loop does not answer.
    public @Nullable FrontEndStatus status() {
        return health.status();
    }

    /// An operation called `name` was answered with `reply`, `nanos` after the request had come.
    public void answered(String name, Reply reply, long nanos) {
        metrics.observe(name, reply.code(), nanos);
        traffic.answered(name, reply, nanos);
    }

    /// Somebody was sent away.
    public void refused(Rejection why) {
        metrics.refused(why);
    }

    /// The front end has noticed `incident`.
    public void noticed(Incident incident) {
        reporter.noticed(incident, incidents.add(incident));
    }

    /// The order says something of the group, which was as `before` says.
    public void changed(Entry entry, Membership before) {
        reporter.changed(entry, before);
    }

    /// `manager` lets itself be overheard.
    public void overheard(NodeId manager, ToFrontEnd.Overheard what) {
        reporter.overheard(manager, what);
    }

    /// Ends the streams of those who watch.
    @Override
    public void close() {
        feed.close();
    }
}
