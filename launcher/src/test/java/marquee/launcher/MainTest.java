package marquee.launcher;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import marquee.config.ExitStatus;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/// What the program says to arguments that are wrong, and in its help.
class MainTest {
    @TempDir private Path folder;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    @Test
    void saysItsVersion() {
        int status = Main.commandLine().setOut(new PrintWriter(out)).execute("--version");

        assertThat(status).isZero();
        assertThat(out.toString()).matches("marquee \\S+, Java \\d\\S*\n");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '\0',
            value = {
                "|Missing required subcommand",
                "upp|Unmatched argument at index 0: 'upp'",
                "up --colour|Unknown option: '--colour'",
                "up now|Unmatched argument at index 1: 'now'",
                "up --replicas 3|--replicas 3, expected a number from 4 to 64",
                "up --mode crash-failure --replicas 2|--replicas 2, expected a number from 3 to 64",
                "up --mode brave|Invalid value for option '--mode': 'brave' is no mode, expected"
                        + " one of [both, software-failure, crash-failure]",
                "up --replicas four|Invalid value for option '--replicas': 'four' is not a whole"
                        + " number",
                "up --replicas 99999999999|Invalid value for option '--replicas': '99999999999' is"
                        + " out of range",
                "logs --number 1.5|Invalid value for option '--number': '1.5' is not a whole"
                        + " number",
                "up --data= --replicas 3|--data is empty, expected a folder",
                "logs --data a --config b|--data beside --config, expected only one of them",
                "config keys R3.keys --config lab.json|--config, expected --for NAME too",
                "logs --number 0|--number 0, expected 1 or more",
                "bench --outstanding 1,x|Invalid value for option '--outstanding' (N): 'x' is not"
                        + " a whole number",
                "deploy status --hosts nowhere.json|no such file, expected the hosts of a cluster",
                "up --frontends 0|--frontends 0, expected a number from 1 to 16",
                "up --date tomorrow|Invalid value for option '--date': 'tomorrow' is no date,"
                        + " expected one such as 2023-05-16",
                "up --fault R2|--fault 'R2', expected ROLE=FAULTS such as R2=wrong-reply",
                "up --fault R5=wrong-reply|--fault names 'R5', expected sequencer, frontend, all or"
                        + " one of [sequencer, frontend-1, R1, RM1, R2, RM2, R3, RM3, R4, RM4]",
                "up --fault R2=sleep|unknown fault 'sleep', expected wrong-reply, wrong-reply:3,"
                        + " wrong-reply:2/3, wrong-state, crash, crash@500, hang, silent,"
                        + " slow:200ms, drop:10%, duplicate:5%, reorder:10%, corrupt:5%,"
                        + " delay:20ms, joined by commas",
                "up --fault frontend=hang|fault 'hang' of frontend-1: only replicas reply and have"
                        + " state, expected drop:10%, duplicate:5%, reorder:10%, corrupt:5%,"
                        + " delay:20ms, joined by commas",
                "fault R2 sleep|unknown fault 'sleep', expected wrong-reply, wrong-reply:3,"
                        + " wrong-reply:2/3, wrong-state, crash, crash@500, hang, silent,"
                        + " slow:200ms, drop:10%, duplicate:5%, reorder:10%, corrupt:5%,"
                        + " delay:20ms, joined by commas",
                "fault X1 hang|no role is called 'X1', expected sequencer, frontend, all or one"
                        + " such as R2",
                "up --config nowhere.json|no such file, expected the description of a cluster",
                "up --soap 0|--soap 0, expected a number from 1 to 65519",
                "up --soap 8090 --config ../config/local.json|--soap beside --config, expected only"
                        + " one: the description says the port",
                "up --mode both --config ../config/local.json|--mode beside --config, expected only"
                        + " one: the description says the mode",
                "up --config ../config/local.json --replicas 3|--replicas beside --config, expected"
                        + " only one: the description says which replicas there are",
                "up --config ../config/local.json --frontends 1|--frontends beside --config,"
                        + " expected only one: the description says which front ends there are",
                "up --config ../config/local.json --warm-spare|--warm-spare beside --config,"
                        + " expected only one: the description says whether there are spares",
                "demo --customers 1|--customers 1, expected a number from 2 to 1000",
                "demo --seconds 0|--seconds 0, expected a number from 1 to 3600",
                "soak --minutes 0|--minutes 0, expected a number from 1 to 10000",
                "soak --replacements -1|--replacements -1, expected a number from 1 to 1000000",
                "simulate --seeds 0|--seeds 0, expected 1 or more",
                "simulate --minutes 0|--minutes 0, expected a number from 1 to 10000",
                "simulate --requests 0|--requests 0, expected 1 or more",
                "simulate --mode brave|Invalid value for option '--mode': 'brave' is no mode,"
                        + " expected one of [both, software-failure, crash-failure]",
                "bench --outstanding 1,0|--outstanding 0, expected a number from 1 to 4096",
                "bench --seconds 0|--seconds 0, expected a number from 1 to 3600",
                "bench --datagram 9001|--datagram 9001, expected a number from 1116 to 9000",
                "bench --keys perhaps|Unmatched argument at index 2: 'perhaps'",
                "bench --loss 0|--loss 0, expected a number from 1 to 50",
                "bench --rate -1|--rate -1, expected a number from 0 to 10000000",
                "bench --rate 0,10000|--rate 0 beside other rates, expected it alone",
                "bench --rate 10000 --outstanding 1,64|--outstanding beside --rate, expected only"
                        + " one of them",
                "bench --http --rate 900 --outstanding 1,64|--outstanding has several numbers,"
                        + " expected one, or --rate 0",
                "bench --during crash --outstanding 1,64|--outstanding has several numbers,"
                        + " expected one, or --rate 0",
                "bench --http --rate 900,4 --seconds 20|--rate 4 over 64 connections, expected 5 or more, so"
                        + " that none is idle for long",
                "bench --http --load trivial|--http asks for bookings, expected another --load",
                "bench --load booking,trivial,sql --durability none,os,fsync|9 clusters to"
                        + " compare, expected at most 8",
                "bench --during sleep|Invalid value for option '--during' (WHAT): expected one of"
                        + " [CRASH, LIE, BOTH] (case-insensitive) but was 'sleep'",
                "bench --durability paper|Invalid value for option '--durability' (WAY): expected one of"
                        + " [OS, FSYNC, NONE] (case-insensitive) but was 'paper'",
                "bench --seconds 1 growth --seconds 0|--seconds stands before growth, expected after it",
                "bench --json recovery --runs 0|--json stands before recovery, expected after it",
                "bench --during crash costs --held 10|--during beside costs, expected only one of them",
                "deploy --init stop|--init beside stop, expected only one of them",
                "bench growth --of weight|Invalid value for option '--of' (WHAT): expected one of"
                        + " [HELD, ORDERED, CLIENTS, REPLICAS] (case-insensitive) but was 'weight'",
                "bench growth --seconds 0|--seconds 0, expected a number from 1 to 10",
                "bench recovery --runs 0|--runs 0, expected a number from 1 to 1000",
                "bench recovery --held -1|--held -1, expected a number from 0 to 600000",
                "bench costs --held 10|--held 10, expected a number from 1000 to 1000000",
                "bench costs --rounds 0|--rounds 0, expected a number from 1 to 1000",
                "frontend --config ../config/local.json --id R1|--id 'R1' is not in"
                        + " ../config/local.json, expected one of [frontend-1]",
                "replica-manager --config ../config/local.json|--id is missing, expected one of"
                        + " [RM1, RM2, RM3, RM4]",
                "bench costs --implementations maps|--implementations maps, expected some of"
                        + " collections, theatres, keyvalue, sql",
                "date|Missing required parameter: 'DATE'",
                "date 2023-02-30|'2023-02-30' is no date, expected one such as 2023-05-16",
                "status --url localhost|--url 'localhost', expected one such as"
                        + " http://127.0.0.1:8080",
                "client schedule|Missing required option: '--user=ID'",
                "client --user ATWC2222 --url ftp://x schedule|--url 'ftp://x', expected one such as"
                        + " http://127.0.0.1:8080",
                "config check|Missing required parameter: 'FILE'",
            })
    void answersWrongUsageWithTheReasonAndStatusTwo(String arguments, String reason) {
        int status = run(arguments == null ? new String[0] : arguments.split(" "));

        assertThat(status).isEqualTo(ExitStatus.USAGE);
        assertThat(err.toString().lines().findFirst().orElse(""))
                .startsWith("marquee: ")
                .endsWith(reason);
        assertThat(err.toString().lines()).hasSizeLessThanOrEqualTo(2);
        assertThat(out.toString()).isEmpty();
    }

    @Test
    void saysWhatIsWrongWithAFile() {
        var nowhere = folder.resolve("nowhere").resolve("trace");

        assertThat(run("simulate", "--seed", "1", "--trace", nowhere.toString()))
                .isEqualTo(ExitStatus.REFUSED);

        assertThat(err).hasToString("marquee: " + nowhere + ": no such file or folder\n");
    }

    @Test
    void anEarlierPageIsReplacedOnlyByAWholeOne() throws Exception {
        var file = Files.writeString(folder.resolve("file"), "what was there");
        var earlier = Files.createLink(folder.resolve("earlier"), file);

        assertThat(run("simulate", "--seed", "1", "--page", file.toString())).isZero();

        assertThat(earlier).hasContent("what was there");
        assertThat(file).content().doesNotContain("what was there");
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void saysThatThereIsNoRoomForATraceOrAPage() {
        for (var option : List.of("--trace", "--page")) {
            assertThat(run("simulate", "--seed", "1", option, "/dev/full"))
                    .isEqualTo(ExitStatus.REFUSED);
        }

        assertThat(err.toString().lines())
                .containsExactly(
                        "marquee: /dev/full: not all of it could be written",
                        "marquee: No space left on device");
        assertThat(out).hasToString("");
    }

    @Test
    void saysThatAFileIsNoFolder() throws Exception {
        var file = Files.writeString(folder.resolve("file"), "");

        assertThat(run("logs", "--data", file.toString())).isEqualTo(ExitStatus.REFUSED);

        assertThat(err).hasToString("marquee: " + file + ": is no folder\n");
    }

    @Test
    void saysThatAnArchiveCannotTakeThePlaceOfAFolder() {
        assertThat(run("package", "--out", "/")).isEqualTo(ExitStatus.REFUSED);

        assertThat(err).hasToString("marquee: /: is a folder\n");
    }

    @Test
    void makesNoFolderForWhatItWrites() {
        var folderless = folder.resolve("nowhere").resolve("new").toString();

        for (var command :
                List.of(
                        "simulate --seed 1 --page",
                        "package --out",
                        "config keys",
                        "config token-key")) {
            assertThat(run((command + " " + folderless).split(" "))).isEqualTo(ExitStatus.REFUSED);
        }

        assertThat(err.toString().lines())
                .hasSize(4)
                .containsOnly("marquee: " + folderless + ": no such file or folder");
        assertThat(folder).isEmptyDirectory();
    }

    @Test
    void overwritesNoSecret() throws Exception {
        var secret = Files.writeString(folder.resolve("secret"), "what was there");

        assertThat(run("config", "keys", secret.toString())).isEqualTo(ExitStatus.REFUSED);

        assertThat(err)
                .hasToString("marquee: " + secret + ": there is another file of that name\n");
        assertThat(secret).hasContent("what was there");
    }

    @Test
    void namesTheLineAtFaultInADescription() throws Exception {
        var file = Files.writeString(folder.resolve("c.json"), "{\n  \"cluster\": 1\n}\n");

        assertThat(run("config", "check", file.toString())).isEqualTo(ExitStatus.USAGE);

        assertThat(err)
                .hasToString(
                        "marquee: "
                                + file
                                + ":1: the description has no \"sequencer\", expected an object"
                                + " that describes the sequencer\n");
    }

    @Test
    void acceptsADescription() {
        assertThat(run("config", "check", "../config/lab-example.json")).isZero();

        assertThat(out)
                .hasToString(
                        "../config/lab-example.json: cluster lab, front ends: 1, replicas: 4\n");
    }

    @Test
    void warnsOfAMistakeThatWouldHaveTwoVotes() throws Exception {
        var text = Files.readString(Path.of("../config/local.json"));
        var file = Files.writeString(folder.resolve("c.json"), text.replace("sql", "theatres"));

        assertThat(run("config", "check", file.toString())).isZero();

        assertThat(out).hasToString(file + ": cluster local, front ends: 1, replicas: 4\n");
        assertThat(err)
                .hasToString(
                        "R2 and R4 run the same implementation, theatres: a mistake in it has 2"
                                + " votes\n");
    }

    @Test
    void namesTheLineAndTheImplementationsWhereOneIsUnknown() throws Exception {
        var text = Files.readString(Path.of("../config/local.json"));
        var file = Files.writeString(folder.resolve("c.json"), text.replace("sql", "sorcery"));

        assertThat(run("up", "--config", file.toString())).isEqualTo(ExitStatus.USAGE);

        assertThat(err)
                .hasToString(
                        "marquee: "
                                + file
                                + ":9: there is no implementation \"sorcery\", expected one of"
                                + " collections, keyvalue, sql, theatres, trivial\n");
    }

    @Test
    void endsWithThreeWhenAFrontEndIsUnreachable() {
        assertThat(run("status", "--url", "http://127.0.0.1:1")).isEqualTo(ExitStatus.UNREACHABLE);

        assertThat(err)
                .hasToString(
                        "marquee: no front end answers: http://127.0.0.1:1 takes no connection\n");
    }

    @ParameterizedTest
    @MethodSource("commands")
    void helpsWithEveryCommand(String command) {
        assertThat(run(command, "--help")).isZero();

        assertThat(out.toString()).startsWith("Usage: marquee " + command);
        assertThat(err.toString()).isEmpty();
    }

    @Test
    void helpsWhereverOptionsStand() {
        assertThat(run("bench", "--seconds", "5", "growth", "--help")).isZero();

        assertThat(out.toString()).startsWith("Usage: marquee bench growth");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "help,marquee",
        "help up,marquee up",
        "help bench growth,marquee bench growth",
        "help --help,marquee",
        "help up -h,marquee up"
    })
    void helpsWhoAsksForItWithoutHyphens(String words, String command) {
        assertThat(run(words.split(" "))).isZero();

        assertThat(out.toString()).startsWith("Usage: " + command + " ");
        assertThat(err.toString()).isEmpty();
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource({
        "dmeo --help,see ./marquee --help",
        "--help dmeo,see ./marquee --help",
        "help dmeo,see ./marquee --help",
        "bench grwoth --help,Did you mean: bench growth?",
        "config chekc -h,Did you mean: config check?",
    })
    void findsAMisspelledCommandWrongAlsoWhereHelpIsAskedFor(String words, String advice) {
        assertThat(run(words.split(" "))).isEqualTo(ExitStatus.USAGE);

        assertThat(out.toString()).isEmpty();
        assertThat(err.toString())
                .startsWith("marquee: Unmatched argument at index ")
                .contains(advice);
    }

    static Stream<String> commands() {
        return Main.commandLine().getSubcommands().keySet().stream();
    }

    @ParameterizedTest
    @MethodSource("commands")
    void makesACommandAlone(String command) {
        assertThat(Main.commandLineFor(command).getSubcommands()).containsOnlyKeys(command);
    }

    @Test
    void printsACompletionScript() {
        assertThat(run("completion")).isZero();

        assertThat(out.toString()).contains("complete -F").contains("--frontends");
    }

    private int run(String... arguments) {
        var words = Main.words(arguments);
        return Main.commandLineFor(words)
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(words);
    }
}
