package marquee.protocol;

/// What one node tells another. A message is a value: immutable, complete in itself, and safe to
/// receive twice. The messages of a protocol are one sealed hierarchy, grouped by who receives
/// them.
public interface Message {}
