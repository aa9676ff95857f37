package marquee.sequencer.process;

import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import marquee.config.ClusterConfig;
import marquee.config.ConfigException;
import marquee.config.RoleFaults;

/// A sequencer in a JVM of its own, for tests: the cluster's description, then options.
final class RunSequencer {
    private RunSequencer() {}

    public static void main(String... arguments) throws ConfigException {
        var config = ClusterConfig.load(Path.of(arguments[0]));
        List<String> given = Arrays.asList(arguments);
        int date = given.indexOf("--date");
        var options =
                new Options(
                        given.contains("--init"),
                        given.contains("--accept-loss"),
                        date < 0 ? null : LocalDate.parse(given.get(date + 1)),
                        true,
                        RoleFaults.NONE,
                        1,
                        false);
        System.exit(SequencerProcess.run(config, options));
    }
}
