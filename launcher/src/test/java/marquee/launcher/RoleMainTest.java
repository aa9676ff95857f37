package marquee.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine.Model.OptionSpec;

/// The words that programs start roles with are read twice, by [marquee.launcher.role.PlainWords]
/// and by picocli.
class RoleMainTest {
    private static final String COMMON =
            " --config c.json --checked ab12 --data d --fault drop:10%,delay:20ms --seed 7 --record r";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "sequencer --config c.json",
                "sequencer --init --accept-loss --date 2023-05-15 --lab --with-parent" + COMMON,
                "frontend --id frontend-1 --lab --no-request-log --with-parent" + COMMON,
                "replica-manager --id RM1 --own-fault drop:5% --no-request-log" + COMMON,
                "replica --id R1 --implementation sql --incarnation 3 --host RM1 --keys -"
                        + " --with-parent --no-request-log"
                        + COMMON,
                "replica --spare --host RM1 --seed -5 --config c.json",
            })
    void readsWhatProgramsSayAsPicocliDoes(String words) {
        var arguments = words.split(" ");
        var parsed = Main.commandLineFor(arguments).parseArgs(arguments).subcommand();

        assertThat(RoleMain.plain(arguments))
                .usingRecursiveComparison()
                .isEqualTo(parsed.commandSpec().userObject());
    }

    @ParameterizedTest
    @ValueSource(strings = {"sequencer", "frontend", "replica-manager", "replica"})
    void knowsEveryOptionOfARole(String role) {
        var options =
                Main.commandLineFor(role).getSubcommands().values().stream()
                        .flatMap(command -> command.getCommandSpec().options().stream());

        assertThat(options)
                .filteredOn(option -> !option.usageHelp())
                .allSatisfy(option -> assertThat(RoleMain.plain(using(role, option))).isNotNull());
    }

    private static String[] using(String role, OptionSpec option) {
        var words = new ArrayList<>(List.of(role, option.longestName()));
        if (option.arity().max() > 0) {
            words.add(option.type() == LocalDate.class ? "2023-05-15" : "1");
        }
        if (!option.longestName().equals("--config")) {
            words.addAll(List.of("--config", "c.json"));
        }
        return words.toArray(String[]::new);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "up",
                "replica",
                "replica --help",
                "replica --id R1",
                "replica --config",
                "replica --config c.json --id",
                "replica --config c.json --id R1 --id R2",
                "replica --config=c.json",
                "replica --config c.json extra",
                "replica --config c.json --spare yes",
                "replica --config c.json --seed ten",
                "replica --config c.json --incarnation 4294967296",
                "replica --config c.json --colour red",
                "sequencer --config c.json --date tomorrow",
            })
    void leavesEverythingElseToPicocli(String words) {
        assertThat(RoleMain.plain(words.split(" "))).isNull();
    }
}
