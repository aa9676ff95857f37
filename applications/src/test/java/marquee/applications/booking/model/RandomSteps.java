package marquee.applications.booking.model;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import marquee.protocol.Chance;

/// The endless stream of operations of one seed, on days that go on, mostly one by one.
public final class RandomSteps {
    /// Where streams begin: before the ends of months, years and leap years, of ISO years with 53
    /// weeks, and of the dates that an id can name. Seeds take turns, so that a few of them see
    /// all.
    private static final ImmutableList<LocalDate> STARTS =
            ImmutableList.of(
                    LocalDate.of(2023, 5, 15),
                    LocalDate.of(2023, 12, 26),
                    LocalDate.of(2024, 2, 25),
                    LocalDate.of(2028, 2, 26),
                    LocalDate.of(2000, 2, 24),
                    LocalDate.of(2024, 12, 27),
                    LocalDate.of(2020, 12, 26),
                    LocalDate.of(2026, 12, 27),
                    LocalDate.of(2023, 4, 28),
                    LocalDate.of(2000, 1, 2),
                    LocalDate.of(2099, 12, 20));

    private final Chance chance;
    private final Skew skew;
    private final OperationGenerator operations;
    private LocalDate today;

    /// Makes the stream of `seed` that is skewed towards refusals.
    public RandomSteps(long seed) {
        this(seed, Skew.REFUSALS);
    }

    /// Makes the stream of `seed`.
    public RandomSteps(long seed, Skew skew) {
        this.chance = new Chance(seed);
        this.skew = skew;
        this.operations = new OperationGenerator(chance.split(), skew);
        this.today = STARTS.get(Math.floorMod(seed, STARTS.size()));
    }

    /// The next operation.
    public Step next() {
        if (chance.happens(skew.datePerMille())) {
            today = today.plusDays(chance.happens(900) ? 1 : 1 + chance.below(40));
            operations.begin(today);
        }
        return new Step(today, operations.next(today));
    }
}
