package marquee.scenarios.state;

import com.google.common.collect.ImmutableSortedMap;
import com.google.common.collect.ImmutableSortedSet;
import java.util.Comparator;
import java.util.Objects;
import java.util.ServiceLoader;
import marquee.applications.Implementation;
import marquee.applications.StateMachine;

/// The implementations of booking, by their names.
final class Implementations {
    private static final ImmutableSortedSet<String> NAMES =
            ImmutableSortedSet.of("collections", "keyvalue", "sql", "theatres");

    private static final ImmutableSortedMap<String, Implementation> FOUND =
            ServiceLoader.load(Implementation.class).stream()
                    .map(ServiceLoader.Provider::get)
                    .collect(
                            ImmutableSortedMap.toImmutableSortedMap(
                                    Comparator.naturalOrder(),
                                    Implementation::name,
                                    implementation -> implementation));

    private Implementations() {}

    static ImmutableSortedSet<String> names() {
        return NAMES;
    }

    /// In the start state.
    static StateMachine create(String name) {
        return Objects.requireNonNull(FOUND.get(name)).create();
    }
}
