package marquee.launcher.scenario;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import java.util.LinkedHashSet;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import marquee.config.Mode;
import marquee.launcher.scenario.Scenario.Setting;
import marquee.protocol.NodeId;

/// Gathers what a scenario says its cluster is like.
final class Settings {
    private static final int REPLICAS_MAX = 10;

    private final Set<String> given = new LinkedHashSet<>();
    private Mode mode = Mode.BOTH;
    private int replicas;
    private int replicasLine;
    private int frontEnds = 1;
    private LocalDate date = Setting.USUAL_DATE;
    private boolean whole = true;

    /// Takes in the line `number`, which begins with `with`.
    void read(int number, Words words) throws Mistake {
        words.skip("with");
        var name = words.take("a setting");
        switch (name) {
            case "mode" -> {
                var value = words.take("a mode");
                mode =
                        Mode.named(value)
                                .orElseThrow(() ->
                                        Mistake.of(
                                                value, "both, software-failure or crash-failure"));
            }
            case "replicas" -> {
                replicas = (int) words.number("replicas", 1, REPLICAS_MAX);
                replicasLine = number;
            }
            case "frontends" ->
                    frontEnds = (int) words.number("front ends", 1, Setting.FRONT_ENDS_MAX);
            case "date" -> date = words.date();
            case "end" -> {
                var value = words.take("whole or open");
                if (!value.equals("whole") && !value.equals("open")) {
                    throw Mistake.of(value, "whole or open");
                }
                whole = value.equals("whole");
            }
            default -> throw Mistake.of(name, "mode, replicas, frontends, date or end");
        }
        words.end();
        if (!given.add(name)) {
            throw Mistake.of(name, "each setting once");
        }
    }

    /// Checks what two settings say together, whichever comes first.
    ///
    /// @param file as the user named it
    void check(String file) throws ScenarioException {
        if (replicasLine > 0 && replicas < mode.replicasMin()) {
            throw new ScenarioException(
                    file,
                    replicasLine,
                    "'%d', expected replicas from %d to %d in the mode %s"
                            .formatted(replicas, mode.replicasMin(), REPLICAS_MAX, mode));
        }
    }

    Setting setting() {
        return new Setting(mode, slots(), frontEnds, date, whole);
    }

    private int slots() {
        return Math.max(replicas, mode.replicasMin());
    }

    /// The nodes of the cluster, the sequencer first.
    ImmutableList<NodeId> nodes() {
        return Stream.of(
                        Stream.of(NodeId.SEQUENCER),
                        IntStream.rangeClosed(1, frontEnds).mapToObj(NodeId::frontEnd),
                        IntStream.rangeClosed(1, slots()).mapToObj(NodeId::manager),
                        IntStream.rangeClosed(1, slots()).mapToObj(NodeId::replica))
                .flatMap(all -> all)
                .collect(ImmutableList.toImmutableList());
    }
}
