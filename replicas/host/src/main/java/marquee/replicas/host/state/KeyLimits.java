package marquee.replicas.host.state;

import com.google.common.base.Preconditions;

/// The limits of the reply table (docs/protocol.md, rule P3). They decide what a replica answers,
/// so all replicas of a cluster have the same ones.
///
/// @param perClient how many keys of one client stay, whatever their age
/// @param kept how many keys of all clients stay, whatever their age
/// @param most how many keys there can be at all; with so many that are young, a new one is refused
/// @param youngMillis how long, in log time, a key stays at least after an entry last named it
/// @param ownSession how many keys of one front end's own session stay
/// @param ownSessions how many front ends' own sessions stay
public record KeyLimits(
        int perClient, int kept, int most, long youngMillis, int ownSession, int ownSessions) {
    /// The most keys that make room for one new one, so that no entry costs more than another; the
    /// rest waits for the next new key.
    public static final int EVICTIONS_MAX = 8;

    /// The limits of a cluster whose configuration says nothing else.
    public static final KeyLimits DEFAULT =
            new KeyLimits(64, 200_000, 1_000_000, 20_000, 4_096, 64);

    public KeyLimits {
        Preconditions.checkArgument(perClient > 0, "%s keys of a client", perClient);
        Preconditions.checkArgument(kept > 0 && kept <= most, "%s keys of %s", kept, most);
        Preconditions.checkArgument(youngMillis >= 0, "%s ms", youngMillis);
        Preconditions.checkArgument(ownSession > 0, "%s keys of a session", ownSession);
        Preconditions.checkArgument(ownSessions > 0, "%s sessions", ownSessions);
    }

    /// These limits with another number of keys for a front end's own session: as many as a front
    /// end can have pending.
    public KeyLimits withOwnSession(int keys) {
        return new KeyLimits(perClient, kept, most, youngMillis, keys, ownSessions);
    }
}
