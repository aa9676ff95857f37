package marquee.launcher.simulated;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import marquee.simulation.Onlooker;
import marquee.transport.DatagramContents;
import marquee.transport.udp.RecordedLife;
import marquee.transport.udp.RecordedLife.Fact;
import marquee.transport.udp.RecordedLife.Mark;
import marquee.transport.udp.RecordedLife.Received;
import marquee.transport.udp.RecordedLife.Sent;

/// What the processes of a simulated run would have taken down if they were live ones.
final class SimulatedRecordings implements Onlooker {
    private static final long MICROS = 1_000;

    private final Map<Who, Long> begun = new LinkedHashMap<>();
    private final Map<Who, List<Fact>> facts = new LinkedHashMap<>();
    private final Set<Who> gone = new HashSet<>();

    @Override
    public void begins(long now, Who who) {
        begun.put(who, now / MICROS);
    }

    @Override
    public void ends(long now, Who who) {
        gone.add(who);
    }

    @Override
    public void passes(Passage passage) {
        var contents = DatagramContents.of(passage.datagram().array());
        if (contents == null) {
            return;
        }
        var from = new Who(passage.from(), contents.senderIncarnation());
        var sent = new Sent(passage.sentAt() / MICROS, passage.to().node(), passage.datagram());
        facts.computeIfAbsent(from, key -> new ArrayList<>()).add(sent);
        if (!passage.fate().isLost() && !gone.contains(passage.to())) {
            long at = passage.arrivesAt() / MICROS;
            facts.computeIfAbsent(passage.to(), key -> new ArrayList<>())
                    .add(new Received(at, Mark.of(passage.datagram())));
        }
    }

    /// One for each process; its number takes the place of a process's.
    ImmutableList<RecordedLife> lives() {
        var lives = ImmutableList.<RecordedLife>builder();
        begun.forEach((who, at) -> {
            var its =
                    facts.getOrDefault(who, List.of()).stream()
                            .sorted(Comparator.comparingLong(Fact::at))
                            .collect(ImmutableList.toImmutableList());
            lives.add(new RecordedLife(who.node(), who.incarnation(), pid(who), at, its, 0));
        });
        return lives.build();
    }

    boolean isAlive(long pid) {
        return gone.stream().noneMatch(who -> pid(who) == pid);
    }

    private static long pid(Who who) {
        return who.node().wire() * 1_000L + who.incarnation();
    }
}
