package marquee.launcher;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import marquee.client.ClientCommand;
import marquee.config.ExitStatus;
import marquee.config.Mode;
import marquee.config.process.ProcessLogManager;
import marquee.launcher.bench.BenchCommand;
import marquee.launcher.console.HelpWidth;
import marquee.launcher.console.OptionCheck;
import marquee.launcher.deploy.DeployCommand;
import marquee.launcher.local.RunState;
import marquee.launcher.logs.LogsCommand;
import marquee.launcher.parcel.PackageCommand;
import marquee.launcher.role.FrontEndCommand;
import marquee.launcher.role.ManagerCommand;
import marquee.launcher.role.ReplicaCommand;
import marquee.launcher.role.SequencerCommand;
import marquee.launcher.scenario.run.RunCommand;
import marquee.launcher.simulated.campaign.SimulateCommand;
import marquee.launcher.soak.SoakCommand;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Help;
import picocli.CommandLine.Help.ColorScheme;
import picocli.CommandLine.Model.CommandSpec;
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
            "./marquee COMMAND --help says more, and so does ./marquee help COMMAND.",
            "Exit status: 0 done, 1 refused or an expectation failed, 2 wrong usage,",
            "3 unreachable or no agreement."
        })
public final class Main {
    private static final ImmutableMap<String, Supplier<Object>> COMMANDS =
            ImmutableMap.<String, Supplier<Object>>builder()
                    .put("demo", DemoCommand::new)
                    .put("up", UpCommand::new)
                    .put("status", StatusCommand::new)
                    .put("down", DownCommand::new)
                    .put("date", DateCommand::new)
                    .put("fault", FaultCommand::new)
                    .put("client", () -> new ClientCommand(Main::localFrontEnds))
                    .put("sequencer", SequencerCommand::new)
                    .put("frontend", FrontEndCommand::new)
                    .put("replica-manager", ManagerCommand::new)
                    .put("replica", ReplicaCommand::new)
                    .put("bench", BenchCommand::new)
                    .put("simulate", SimulateCommand::new)
                    .put("run", RunCommand::new)
                    .put("soak", SoakCommand::new)
                    .put("logs", LogsCommand::new)
                    .put("config", ConfigCommand::new)
                    .put("package", PackageCommand::new)
                    .put("deploy", DeployCommand::new)
                    .put("completion", CompletionCommand::new)
                    .put("supervise", SuperviseCommand::new)
                    .put("warm-up", WarmUpCommand::new)
                    .buildOrThrow();
    private static final ImmutableList<String> HELP = ImmutableList.of("-h", "--help");

    private Main() {}

    /// Runs one command and ends with its exit status.
    public static void main(String[] arguments) {
        System.setProperty(ProcessLogManager.PROPERTY, ProcessLogManager.class.getName());
        var words = words(arguments);
        System.exit(commandLineFor(words).execute(words));
    }

    /// The same `arguments`, but for `help`, which asks as many do for what is called `--help`, of
    /// the program or of the command that follows. Who asks both ways asks once: an option may not
    /// stand twice.
    static String[] words(String... arguments) {
        if (arguments.length == 0 || !arguments[0].equals("help")) {
            return arguments;
        }
        var command = Arrays.stream(arguments).skip(1).filter(word -> !HELP.contains(word));
        return Stream.concat(command, Stream.of("--help")).toArray(String[]::new);
    }

    /// The command line for `arguments`: with the command that they name alone, since to make all
    /// of them takes longer than most commands do; with all, if they name none.
    static CommandLine commandLineFor(String... arguments) {
        var named = arguments.length == 0 ? null : COMMANDS.get(arguments[0]);
        return named == null
                ? commandLine()
                : behaving(new CommandLine(new Main()).addSubcommand(named.get()));
    }

    /// The command line with all commands.
    public static CommandLine commandLine() {
        var line = new CommandLine(new Main());
        COMMANDS.values().forEach(command -> line.addSubcommand(command.get()));
        return behaving(line);
    }

    /// The same `line`, which now reads words as all commands do and says what is wrong with them.
    private static CommandLine behaving(CommandLine line) {
        withHelp(line);
        withVersion(line.getCommandSpec());
        line.setHelpFactory(Main::help);
        line.registerConverter(int.class, text -> number(text, Integer::valueOf));
        line.registerConverter(Integer.class, text -> number(text, Integer::valueOf));
        line.registerConverter(long.class, text -> number(text, Long::valueOf));
        line.registerConverter(Long.class, text -> number(text, Long::valueOf));
        line.registerConverter(LocalDate.class, Main::date);
        line.registerConverter(URI.class, Main::url);
        line.registerConverter(Mode.class, Main::mode);
        line.setExecutionStrategy(new OptionCheck());
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
        line.getSubcommands().values().forEach(Main::withHelp);
    }

    private static void withVersion(CommandSpec program) {
        program.versionProvider(Main::version);
        program.addOption(
                OptionSpec.builder("--version")
                        .versionHelp(true)
                        .description("Shows the version of this program, and of its Java.")
                        .build());
    }

    /// The program's own version stands in its archive alone: without one it has none.
    private static String[] version() {
        var version = Main.class.getPackage().getImplementationVersion();
        return new String[] {
            "marquee " + (version == null ? "unpackaged" : version) + ", Java " + Runtime.version()
        };
    }

    private static Help help(CommandSpec command, ColorScheme colours) {
        command.usageMessage().width(HelpWidth.now());
        return new Help(command, colours);
    }

    private static <T> T number(String text, Function<String, T> reader) {
        try {
            return reader.apply(text);
        } catch (NumberFormatException e) {
            throw new TypeConversionException(
                    "'%s' is %s"
                            .formatted(
                                    text,
                                    text.matches("[+-]?[0-9]+")
                                            ? "out of range"
                                            : "not a whole number"));
        }
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
