package marquee.replicas.collections;

import java.util.TreeMap;
import marquee.applications.booking.Show;
import marquee.applications.booking.UserId;

/// One show that there is, with its seats and who holds them.
final class Screening {
    final Show show;
    final TreeMap<UserId, Holding> holdings = new TreeMap<>();
    int capacity;
    int booked;

    Screening(Show show, int capacity) {
        this.show = show;
        this.capacity = capacity;
    }

    int left() {
        return capacity - booked;
    }
}
