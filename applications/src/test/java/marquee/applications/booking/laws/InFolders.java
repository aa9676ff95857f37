package marquee.applications.booking.laws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.function.Supplier;
import marquee.applications.Implementation;
import marquee.applications.StateMachine;
import marquee.applications.StoreException;

/// Makes state machines of an implementation, each with its store in a new folder below `root`.
public record InFolders(Implementation implementation, Path root)
        implements Supplier<StateMachine> {
    @Override
    public StateMachine get() {
        try {
            return implementation.createIn(Files.createTempDirectory(root, "store").toString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (StoreException e) {
            throw new AssertionError(e);
        }
    }
}
