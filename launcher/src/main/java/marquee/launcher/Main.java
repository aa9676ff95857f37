package marquee.launcher;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.List;
import marquee.client.ClientCommand;
import marquee.config.ExitStatus;
import marquee.config.Mode;
import marquee.config.process.ProcessLogManager;
import marquee.launcher.bench.BenchCommand;
import marquee.launcher.console.RangeCheck;
import marquee.launcher.local.RunState;
import marquee.launcher.scenario.RunCommand;
import marquee.launcher.simulated.SimulateCommand;
import marquee.launcher.soak.SoakCommand;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.TypeConversionException;
import picocli.CommandLine.UnmatchedArgumentException;

/// `./marquee`: every command of the product.
@Command(
        name = "marquee",
        description = "Ticket booking that answers right while one replica crashes and one lies.",
        synopsisSubcommandLabel = "COMMAND",
        footer = {
            "",
            "./marquee COMMAND --help says more.",
            "Exit status: 0 done, 1 refused or an expectation failed, 2 wrong usage,",
            "3 unreachable or no agreement."
        })
public final class Main {
    private Main() {}

    /// Runs one command and ends with its exit status.
    public static void main(String[] arguments) {
        System.setProperty(ProcessLogManager.PROPERTY, ProcessLogManager.class.getName());
        System.exit(commandLineFor(arguments).execute(arguments));
    }

    /// The command line for `arguments`: with all commands, or with one that is a role's alone.
    static CommandLine commandLineFor(String... arguments) {
        return commandLine(arguments.length == 0 ? null : RoleCommand.named(arguments[0]));
    }

    /// To make all commands takes longer than all else that a process does before it runs its role,
    /// and clients wait for replicas to be replaced.
    private static CommandLine commandLine(@Nullable RoleCommand role) {
        return role == null
                ? commandLine()
                : behaving(new CommandLine(new Main()).addSubcommand(role));
    }

    /// The command line with all commands.
    public static CommandLine commandLine() {
        var line = new CommandLine(new Main());
        line.addSubcommand(new DemoCommand());
        line.addSubcommand(new UpCommand());
        line.addSubcommand(new StatusCommand());
        line.addSubcommand(new DownCommand());
        line.addSubcommand(new DateCommand());
        line.addSubcommand(new FaultCommand());
        line.addSubcommand(new ClientCommand(Main::localFrontEnds));
        line.addSubcommand(new SequencerCommand());
        line.addSubcommand(new FrontEndCommand());
        line.addSubcommand(new ManagerCommand());
        line.addSubcommand(new ReplicaCommand());
        line.addSubcommand(new BenchCommand());
        line.addSubcommand(new SimulateCommand());
        line.addSubcommand(new RunCommand());
        line.addSubcommand(new SoakCommand());
        line.addSubcommand(new ConfigCommand());
        line.addSubcommand(new CompletionCommand());
        line.addSubcommand(new SuperviseCommand());
        line.addSubcommand(new WarmUpCommand());
        return behaving(line);
    }

    /// The same `line`, which now reads words as all commands do and says what is wrong with them.
    private static CommandLine behaving(CommandLine line) {
        withHelp(line);
        line.registerConverter(LocalDate.class, Main::date);
        line.registerConverter(URI.class, Main::url);
        line.registerConverter(Mode.class, Main::mode);
        line.setExecutionStrategy(new RangeCheck());
        line.setExpandAtFiles(false);
        line.setCaseInsensitiveEnumValuesAllowed(true);
        line.setParameterExceptionHandler((e, _) -> onWrongUsage(e));
        line.setExecutionExceptionHandler((e, at, _) -> Failure.tell(at.getErr(), e));
        return line;
    }

    /// The front ends of the local cluster in the background; empty if none runs.
    static ImmutableList<URI> localFrontEnds() {
        try {
            return RunState.running().map(RunState::frontEnds).orElse(ImmutableList.of());
        } catch (IOException e) {
            return ImmutableList.of();
        }
    }

    private static void withHelp(CommandLine line) {
        line.getCommandSpec()
                .addOption(
                        OptionSpec.builder("-h", "--help")
                                .usageHelp(true)
                                .description("Shows this help.")
                                .build());
        line.getCommandSpec().usageMessage().width(100);
        line.getSubcommands().values().forEach(Main::withHelp);
    }

    private static LocalDate date(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException e) {
            throw new TypeConversionException(
                    "'%s' is no date, expected one such as 2023-05-16".formatted(text));
        }
    }

    private static Mode mode(String text) {
        return Mode.named(text)
                .orElseThrow(() ->
                        new TypeConversionException(
                                "'%s' is no mode, expected one of %s"
                                        .formatted(text, List.of(Mode.values()))));
    }

    private static URI url(String text) {
        try {
            return new URI(text);
        } catch (URISyntaxException e) {
            throw new TypeConversionException(
                    "'%s' is no URL, expected one such as http://127.0.0.1:8080".formatted(text));
        }
    }

    private static int onWrongUsage(ParameterException e) {
        var line = e.getCommandLine();
        Failure.complain(
                line.getErr(),
                String.valueOf(e.getMessage()).lines().findFirst().orElse("wrong usage"));
        if (!UnmatchedArgumentException.printSuggestions(e, line.getErr())) {
            line.getErr().println("see ./" + line.getCommandSpec().qualifiedName() + " --help");
        }
        return ExitStatus.USAGE;
    }
}
