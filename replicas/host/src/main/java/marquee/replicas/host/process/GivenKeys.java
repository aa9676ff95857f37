package marquee.replicas.host.process;

import java.nio.file.Path;
import marquee.config.ConfigException;
import marquee.config.SecretFile;
import marquee.config.process.Parent;
import marquee.transport.KeyRing;
import marquee.transport.PeerKey;
import org.slf4j.LoggerFactory;

/// How a replica comes by the keys of its links: it is given those, and never holds the secret that
/// they are made from (rule P44).
public final class GivenKeys {
    private GivenKeys() {}

    /// Waits until `parent` has said all keys that there are at the start; those that it says later
    /// are added when they come.
    ///
    /// @throws ConfigException if it says something else, or ends
    public static KeyRing from(Parent parent) throws ConfigException {
        var ring = new KeyRing();
        var line = parent.readLine();
        while (line != null && !line.equals(Parent.START)) {
            var key = PeerKey.parse(line);
            if (key == null) {
                break;
            }
            ring.add(key);
            line = parent.readLine();
        }
        if (!Parent.START.equals(line)) {
            throw new ConfigException(
                    "--keys -: expected lines 'key NODE INCARNATION KEY' and then '%s'"
                            .formatted(Parent.START));
        }
        parent.onLine(later -> addLater(ring, later));
        return ring;
    }

    /// The keys in `file`, a line each.
    ///
    /// @throws ConfigException if it cannot be read, others may read it, or it holds something else
    public static KeyRing from(Path file) throws ConfigException {
        var ring = new KeyRing();
        int number = 0;
        for (var line : SecretFile.read("keys", file).lines().toList()) {
            number++;
            var key = PeerKey.parse(line);
            if (key == null) {
                throw new ConfigException(
                        "%s:%d: expected 'key NODE INCARNATION KEY'".formatted(file, number));
            }
            ring.add(key);
        }
        return ring;
    }

    private static void addLater(KeyRing ring, String line) {
        var key = PeerKey.parse(line);
        if (key == null) {
            LoggerFactory.getLogger(GivenKeys.class).warn("the manager says what is no key");
        } else {
            ring.add(key);
        }
    }
}
