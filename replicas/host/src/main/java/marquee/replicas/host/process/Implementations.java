package marquee.replicas.host.process;

import com.google.common.base.Joiner;
import java.util.ServiceLoader;
import java.util.TreeMap;
import marquee.applications.Implementation;
import marquee.config.ExitStatus;
import marquee.config.process.StartException;

/// The implementations on the class path, by their names.
final class Implementations {
    private Implementations() {}

    /// The implementation called `name`.
    ///
    /// @throws StartException if there is none
    static Implementation find(String name) throws StartException {
        var found = new TreeMap<String, Implementation>();
        for (var implementation : ServiceLoader.load(Implementation.class)) {
            found.put(implementation.name(), implementation);
        }
        var implementation = found.get(name);
        if (implementation == null) {
            throw new StartException(
                    ExitStatus.USAGE,
                    "there is no implementation '%s', expected one of %s"
                            .formatted(name, Joiner.on(", ").join(found.keySet())));
        }
        return implementation;
    }
}
