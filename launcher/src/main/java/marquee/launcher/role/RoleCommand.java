package marquee.launcher.role;

import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;

/// A command that runs a role in this process.
public interface RoleCommand extends Callable<Integer> {
    /// Takes its options out of `words`.
    void take(PlainWords words);

    /// The command called `name`; null if that is no role's.
    static @Nullable RoleCommand named(String name) {
        return switch (name) {
            case "sequencer" -> new SequencerCommand();
            case "frontend" -> new FrontEndCommand();
            case "replica-manager" -> new ManagerCommand();
            case "replica" -> new ReplicaCommand();
            default -> null;
        };
    }
}
