package marquee.simulation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import marquee.protocol.Chance;
import org.junit.jupiter.api.Test;

class SimulationTest {
    @Test
    void whatIsDueEarlierHappensEarlier() {
        var simulation = new Simulation(new Chance(1));
        var happened = new ArrayList<Long>();
        for (long delay : List.of(30L, 10L, 20L)) {
            simulation.after(delay, () -> happened.add(simulation.now()));
        }

        simulation.runUntil(25);

        assertThat(happened).containsExactly(10L, 20L);
        assertThat(simulation.now()).isEqualTo(25);
    }

    @Test
    void whatIsDueAtOnceHappensInAnOrderOfTheSeedAlone() {
        var orders = new HashSet<List<Integer>>();
        LongStream.range(0, 40).forEach(seed -> orders.add(order(seed)));

        assertThat(orders).as("all orders of three").hasSize(6);
        assertThat(order(7)).isEqualTo(order(7));
    }

    @Test
    void whatWasPlannedLongBeforeHappensAmongWhatWasPlannedShortlyBefore() {
        var simulation = new Simulation(new Chance(1));
        var happened = new ArrayList<Long>();
        simulation.after(5_000_000, () -> happened.add(simulation.now()));
        simulation.after(
                4_999_000,
                () -> {
                    simulation.after(1_500, () -> happened.add(simulation.now()));
                    simulation.after(500, () -> happened.add(simulation.now()));
                });

        simulation.runUntil(6_000_000);

        assertThat(happened).containsExactly(4_999_500L, 5_000_000L, 5_000_500L);
    }

    @Test
    void anActionMayPlanAnother() {
        var simulation = new Simulation(new Chance(1));
        var happened = new ArrayList<Long>();
        simulation.after(5, () -> simulation.after(5, () -> happened.add(simulation.now())));

        simulation.runUntil(100);

        assertThat(happened).containsExactly(10L);
    }

    private static List<Integer> order(long seed) {
        var simulation = new Simulation(new Chance(seed));
        var happened = new ArrayList<Integer>();
        IntStream.range(0, 3).forEach(i -> simulation.after(10, () -> happened.add(i)));
        simulation.runUntil(10);
        return happened;
    }
}
