package marquee.replicas.collections;

import marquee.applications.booking.model.LockStep;
import marquee.applications.booking.model.ReferenceModel;
import org.junit.jupiter.api.Test;

class CollectionsBookingTest {
    @Test
    void agreesWithTheModelInEveryByte() {
        long first = System.nanoTime();
        for (long seed = first; seed < first + 200; seed++) {
            LockStep.run(seed, 1_000, new ReferenceModel(), new CollectionsBooking());
        }
    }
}
