package marquee.launcher.role;

import java.time.LocalDate;
import marquee.config.ConfigException;
import marquee.protocol.NodeId;
import marquee.sequencer.process.Options;
import marquee.sequencer.process.SequencerProcess;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/// The command `sequencer`.
@Command(
        name = "sequencer",
        description = "Runs the sequencer of a cluster in the foreground, until Ctrl-C.")
public final class SequencerCommand implements RoleCommand {
    @Mixin private RoleOptions role = new RoleOptions();

    @Option(
            names = "--init",
            description = "Makes a new log. Without it the sequencer refuses to start without one.")
    private boolean init;

    @Option(
            names = "--accept-loss",
            description =
                    "Starts although the newest entries of the log may be missing, as after a crash"
                            + " of the machine.")
    private boolean acceptLoss;

    @Option(
            names = "--date",
            paramLabel = "DATE",
            description =
                    "The business date, unless the log has a later one; the calendar's unless"
                            + " given.")
    private @Nullable LocalDate date;

    @Option(
            names = "--lab",
            description = "Allows anybody to move the business date and to have roles do wrong.")
    private boolean lab;

    @Override
    public void take(PlainWords words) {
        role.take(words);
        init = words.flag("--init");
        acceptLoss = words.flag("--accept-loss");
        date = words.date("--date");
        lab = words.flag("--lab");
    }

    @Override
    public Integer call() throws ConfigException {
        var config = role.config();
        role.node(config, NodeId.Kind.SEQUENCER);
        var faults = role.faults(NodeId.SEQUENCER);
        return SequencerProcess.run(
                config,
                new Options(init, acceptLoss, date, lab, faults, role.seed(), role.withParent()));
    }
}
