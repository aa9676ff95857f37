package marquee.config;

import com.google.common.base.Preconditions;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import marquee.protocol.replication.Group;

/// Which faults a group is made for, chosen when it is started (docs/protocol.md, section 2).
public enum Mode {
    /// One replica lies while another one has crashed: the default.
    BOTH(4, 1, 1),
    /// One replica lies. Silence is an alarm, and nobody is replaced for it.
    SOFTWARE_FAILURE(3, 1, 0),
    /// One replica crashes. The first reply answers; unlike ones are an alarm.
    CRASH_FAILURE(3, 0, 1);

    private final int replicasMin;
    private final int liars;
    private final int crashes;

    Mode(int replicasMin, int liars, int crashes) {
        this.replicasMin = replicasMin;
        this.liars = liars;
        this.crashes = crashes;
    }

    /// The mode that is called `name` in descriptions and on the command line; empty if none is.
    public static Optional<Mode> named(String name) {
        return Arrays.stream(values()).filter(mode -> mode.toString().equals(name)).findFirst();
    }

    /// The mode whose kinds of faults `group` bears, be it as many as in that mode or more.
    public static Mode of(Group group) {
        Preconditions.checkArgument(group.liars() + group.crashes() > 0, "%s", group);
        if (group.liars() == 0) {
            return CRASH_FAILURE;
        }
        return group.crashes() == 0 ? SOFTWARE_FAILURE : BOTH;
    }

    /// How many replicas it takes.
    public int replicasMin() {
        return replicasMin;
    }

    /// How many of them may lie at once.
    public int liars() {
        return liars;
    }

    /// How many others may have crashed at the same time.
    public int crashes() {
        return crashes;
    }

    /// Its name, such as `crash-failure`.
    @Override
    public String toString() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
