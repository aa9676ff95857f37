package marquee.launcher.scenario.linear;

/// One possibility of how things stand.
///
/// @param taken a bit for the place of each open act that has taken effect
record Configuration(World world, long taken) {
    boolean has(Open act) {
        return (taken & act.bit()) != 0;
    }

    /// Whether it is the same world, in which at least the same acts have taken effect.
    boolean knowsAllOf(Configuration other) {
        return (other.taken & ~taken) == 0 && world.equals(other.world);
    }

    Configuration without(long places) {
        return (taken & places) == 0 ? this : new Configuration(world, taken & ~places);
    }
}
