package marquee.simulation;

/// How often each thing happened to a datagram.
final class NetworkMarks {
    final Marks.Counter carried;
    final Marks.Counter lost;
    final Marks.Counter burst;
    final Marks.Counter blocked;
    final Marks.Counter unblocked;
    final Marks.Counter duplicated;
    final Marks.Counter replayed;
    final Marks.Counter delayed;
    final Marks.Counter overtaken;
    final Marks.Counter overflowed;
    final Marks.Counter clogged;
    final Marks.Counter corrupted;
    final Marks.Counter truncated;

    NetworkMarks(Marks marks) {
        carried = marks.counter("datagram sent");
        lost = marks.counter("datagram lost");
        burst = marks.counter("datagram lost in a burst");
        blocked = marks.counter("datagram lost in a partition");
        unblocked = marks.counter("link used again after a partition");
        duplicated = marks.counter("datagram doubled");
        replayed = marks.counter("datagram replayed");
        delayed = marks.counter("datagram delayed");
        overtaken = marks.counter("datagram overtaken");
        overflowed = marks.counter("datagram lost on a narrow link");
        clogged = marks.counter("datagram held up on a clogged link");
        corrupted = marks.counter("datagram corrupted");
        truncated = marks.counter("datagram cut off");
    }
}
