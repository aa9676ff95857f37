package marquee.scenarios.architecture.planted;

import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/// Breaks every kind of rule for a pure room, one a method.
@SuppressWarnings("NonFinalStaticField") // Planted.
final class Impure {
    static int count;

    private final AtomicInteger shared = new AtomicInteger();

    long clock() {
        return System.nanoTime();
    }

    Supplier<Instant> clockByMethodReference() {
        return Instant::now;
    }

    int chance() {
        return new Random().nextInt();
    }

    void output() {
        System.out.println("out");
    }

    int lock() {
        synchronized (shared) {
            return shared.incrementAndGet();
        }
    }

    Set<String> orderOfTheJvm() {
        return Set.of("a", "b");
    }

    String environment(int number) {
        return String.format("%d", number);
    }

    long threads(List<String> texts) {
        return texts.parallelStream().count();
    }
}
