package marquee.replicas.theatres;

import marquee.applications.booking.UserId;

/// One show of one theatre: its seats, and who holds how many of them.
final class Screen {
    final int time;

    /// Tickets by the places of the customers' ids, and so in customer order.
    final IntTable tickets = new IntTable();

    int capacity;
    int sold;

    Screen(int time, int capacity) {
        this.time = time;
        this.capacity = capacity;
    }

    int left() {
        return capacity - sold;
    }

    int held(UserId customer) {
        return tickets.get(customer.place());
    }
}
