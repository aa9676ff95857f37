package marquee.replicas.collections;

/// The tickets that one customer holds of one show; both indexes refer to the same one.
final class Holding {
    int tickets;
}
