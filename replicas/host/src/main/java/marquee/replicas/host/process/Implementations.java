package marquee.replicas.host.process;

import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableSet;
import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import com.google.common.collect.Maps;
import com.google.common.collect.Ordering;
import java.util.ServiceLoader;
import marquee.applications.Implementation;
import marquee.config.ExitStatus;
import marquee.config.process.StartException;

/// The implementations on the class path, by their names.
public final class Implementations {
    private Implementations() {}

    /// The names that a description can give.
    public static ImmutableSortedSet<String> names() {
        return all().keySet();
    }

    /// The names of the files in which any of them keeps its store.
    static ImmutableSet<String> files() {
        return all().values().stream()
                .flatMap(implementation -> implementation.files().stream())
                .collect(ImmutableSet.toImmutableSet());
    }

    /// The implementation called `name`.
    ///
    /// @throws StartException if there is none
    static Implementation find(String name) throws StartException {
        var implementation = all().get(name);
        if (implementation == null) {
            throw new StartException(
                    ExitStatus.USAGE,
                    "there is no implementation '%s', expected one of %s"
                            .formatted(name, Joiner.on(", ").join(names())));
        }
        return implementation;
    }

    /// All of them, by their names.
    static ImmutableSortedMap<String, Implementation> all() {
        return ImmutableSortedMap.copyOf(
                Maps.uniqueIndex(ServiceLoader.load(Implementation.class), Implementation::name),
                Ordering.natural());
    }
}
