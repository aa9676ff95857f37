package marquee.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import marquee.config.SecretFile;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;

/// The command `client` of customer ATWC2222, as a shell runs it.
@Timeout(120)
class ClientCommandTest {
    private static final String ADVICE =
            "the outcome is unknown; --key k9 repeats it safely until there are 64 newer keys of"
                    + " yours, or 200 000 of all users\n";

    @TempDir private Path logs;
    private final StubFrontEnd frontEnd;
    private final InputStream standardInput = System.in;
    private final StringWriter out = new StringWriter();
    private final StringWriter err = new StringWriter();

    ClientCommandTest() throws Exception {
        frontEnd = new StubFrontEnd();
    }

    @AfterEach
    void close() {
        System.setIn(standardInput);
        frontEnd.close();
    }

    @Test
    void booksAndNotesItInTheUsersLog() throws Exception {
        frontEnd.replies(201, "{\"status\":\"OK\",\"code\":\"BOOKED\",\"held\":2,\"left\":1}");

        int status = run("--key", "k1", "book", "ATWM160523", "Avatar", "2");

        assertThat(status).isZero();
        assertThat(out).hasToString("BOOKED  held 2  left 1\n");
        assertThat(Files.readString(logs.resolve("ATWC2222.log")))
                .matches(
                        "[-0-9]{10}T[:.0-9]+ ATWC2222 book ATWM160523 Avatar 2 key k1 -> OK BOOKED"
                                + "  held 2  left 1  number 7  agreed by R1,R3\n");
    }

    @Test
    void showsItsTokenAndTheUserThatCountsInALab() throws Exception {
        var file = logs.resolve("token");
        SecretFile.create(file, "marquee1.abc\n");

        assertThat(run("--token", file.toString(), "schedule")).isZero();

        assertThat(frontEnd.requests())
                .extracting(StubFrontEnd.Request::user, StubFrontEnd.Request::token)
                .containsExactly(tuple("ATWC2222", "Bearer marquee1.abc"));
        assertThat(Files.readString(logs.resolve("ATWC2222.log"))).doesNotContain("marquee1");
    }

    @Test
    void asksForNobodyWithTheTokenOfAnotherUser() throws Exception {
        var file = logs.resolve("token");
        SecretFile.create(file, CredentialsTest.TOKEN + "\n");

        assertThat(runAs("ATWC9999", "--token", file.toString(), "schedule")).isEqualTo(2);

        assertThat(err.toString())
                .startsWith(
                        "--user 'ATWC9999', expected ATWC2222, whose the token of --token or"
                                + " MARQUEE_TOKEN is, or no token, if users are taken at their"
                                + " word\n");
        assertThat(frontEnd.requests()).isEmpty();
        assertThat(logs.resolve("ATWC9999.log")).doesNotExist();
        assertThat(runAs("atwc2222", "--token", file.toString(), "schedule")).isZero();
    }

    @Test
    void sendsNoTokenWhereOthersCouldReadIt() throws Exception {
        var file = logs.resolve("token");
        SecretFile.create(file, "marquee1.abc\n");
        var elsewhere = "http://192.0.2.7:8080";

        assertThat(run("--token", file.toString(), "--url", elsewhere, "schedule")).isNotZero();

        assertThat(err.toString())
                .contains("http://192.0.2.7:8080 has no TLS", "or --insecure")
                .doesNotContain("marquee1");
        assertThat(frontEnd.requests()).isEmpty();
    }

    @Test
    void makesAKeyOfItsOwnForEachCommand() {
        run("cancel", "ATWM160523", "Avatar", "1");
        run("cancel", "ATWM160523", "Avatar", "1");

        var keys = frontEnd.requests().stream().map(StubFrontEnd.Request::key).toList();
        assertThat(keys).doesNotContain("").doesNotHaveDuplicates().hasSize(2);
    }

    @Test
    void showsAListAsATable() {
        frontEnd.replies(
                200,
                """
                {"status":"OK","code":"LISTED","movieName":"Avatar","shows":[
                 {"movieId":"ATWM160523","left":1},{"movieId":"VERE170523","left":1000}]}
                """);

        assertThat(run("list", "Avatar")).isZero();

        assertThat(out)
                .hasToString(
                        """
                        MOVIE   MOVIE ID    LEFT
                        Avatar  ATWM160523     1
                        Avatar  VERE170523  1000
                        """);
        assertThat(frontEnd.requests().getFirst().key()).isEmpty();
    }

    @Test
    void showsWhereARemovalMovedEverybody() {
        frontEnd.replies(
                200,
                """
                {"status":"OK","code":"REMOVED",
                 "moved":[{"customerId":"ATWC2222","tickets":2,"newMovieId":"ATWE220523"}],
                 "dropped":[{"customerId":"VERC3333","tickets":1}]}
                """);

        run("remove", "ATWM160523", "Avatar");

        assertThat(out)
                .hasToString(
                        """
                        REMOVED
                        CUSTOMER  TICKETS  NOW ON
                        ATWC2222        2  ATWE220523
                        VERC3333        1  nothing
                        """);
    }

    @Test
    void showsAnswersAsJson() {
        frontEnd.replies(201, "{\"status\":\"OK\",\"code\":\"BOOKED\",\"held\":2,\"left\":1}");

        run("--json", "book", "ATWM160523", "Avatar", "2");

        assertThat(out)
                .hasToString(
                        "{\"status\":\"OK\",\"code\":\"BOOKED\",\"held\":2,\"left\":1,"
                                + "\"sequenceNumber\":7,\"agreedBy\":[\"R1\",\"R3\"]}\n");
    }

    @Test
    void endsWithOneWhenRefused() {
        frontEnd.replies(
                409, "{\"code\":\"NOT_ENOUGH_SEATS\",\"left\":1,\"detail\":\"too few seats\"}");

        assertThat(run("book", "ATWM160523", "Avatar", "2")).isEqualTo(1);

        assertThat(out).hasToString("NOT_ENOUGH_SEATS  left 1: too few seats\n");
    }

    @Test
    void endsWithThreeAndTheKeyToRepeatWithWhenTheOutcomeIsUnknown() throws Exception {
        frontEnd.replies(503, "{\"code\":\"NO_AGREEMENT\",\"detail\":\"not two agreed\"}");

        int status = run("--deadline", "3", "--key", "k9", "book", "ATWM160523", "Avatar", "2");

        assertThat(status).isEqualTo(3);
        assertThat(err).hasToString(ADVICE);
        assertThat(log("ATWC2222")).contains(" key k9 -> UNKNOWN NO_AGREEMENT");
    }

    @Test
    void endsWithThreeAndTheKeyToRepeatWithWhenAFrontEndHasAFault() throws Exception {
        frontEnd.replies(500, "{\"code\":\"BROKEN\"}", ImmutableMap.of());

        assertThat(run("--key", "k9", "book", "ATWM160523", "Avatar", "2")).isEqualTo(3);

        assertThat(err).hasToString(ADVICE);
        assertThat(log("ATWC2222")).contains(" key k9 -> UNKNOWN BROKEN");
    }

    @Test
    void takesAPageThatWasMovedForNoAnswer() {
        frontEnd.replies(301, "", ImmutableMap.of());

        assertThat(run("book", "ATWM160523", "Avatar", "2")).isEqualTo(3);

        assertThat(out).hasToString("");
        assertThat(err)
                .hasToString(
                        "no front end answers: %s answered 301, but not as a front end\n"
                                .formatted(frontEnd.url()));
    }

    @ParameterizedTest
    @ValueSource(ints = {41, 1_000})
    void leavesNumbersOfAnyLengthToTheService(int digits) {
        frontEnd.replies(400, "{\"code\":\"BAD_NUMBER\"}", ImmutableMap.of());
        var number = "7".repeat(digits);

        assertThat(run("book", "ATWM160523", "Avatar", number)).isEqualTo(1);

        assertThat(frontEnd.requests().getFirst().body()).endsWith("\"tickets\":" + number + "}");
    }

    @Test
    void sendsNoNumberThatNoRequestHasRoomFor() {
        var number = "7".repeat(Operation.DIGITS_MAX + 1);

        assertThat(run("book", "ATWM160523", "Avatar", number)).isEqualTo(2);

        assertThat(err).hasToString("a number of 65537 digits, expected at most 65536\n");
    }

    @Test
    void wantsAPortThatThereIs() {
        assertThat(execute("--url", "http://127.0.0.1:65536", "--user", "ATWC2222", "schedule"))
                .isEqualTo(2);

        assertThat(err.toString())
                .contains(
                        "--url 'http://127.0.0.1:65536', expected one such as"
                                + " http://127.0.0.1:8080");
    }

    @Test
    void saysNothingElseOfAnOutcomeThatIsUnknown() {
        frontEnd.breaksOff().replies(503, "{\"code\":\"NO_AGREEMENT\",\"detail\":\"not done\"}");

        assertThat(run("--deadline", "2", "--key", "k9", "book", "ATWM160523", "Avatar", "2"))
                .isEqualTo(3);

        assertThat(out).hasToString("NO_AGREEMENT\n");
        assertThat(err).hasToString(ADVICE);
    }

    @Test
    void callsNoOutcomeUnknownWhereNothingWasDone() throws Exception {
        frontEnd.replies(429, "{\"code\":\"TOO_MANY_REQUESTS\",\"detail\":\"not done\"}");
        run("--deadline", "1", "book", "ATWM160523", "Avatar", "2");

        assertThat(out).hasToString("TOO_MANY_REQUESTS: not done\n");
        assertThat(err).hasToString("");

        var url = FrontEndClientTest.unusedUrl().toString();
        execute("--url", url, "--user", "ATWC2222", "book", "ATWM160523", "Avatar", "2");

        assertThat(err).hasToString("no front end answers: " + url + " takes no connection\n");
    }

    @Test
    void callsAnOutcomeUnknownThoughTheLastAttemptWasRefused() throws Exception {
        frontEnd.breaksOff().replies(429, "{\"code\":\"TOO_MANY_REQUESTS\",\"detail\":\"-\"}");
        run("--deadline", "1", "--key", "k9", "book", "ATWM160523", "Avatar", "2");

        assertThat(out).hasToString("");
        assertThat(err.toString()).endsWith("broke off\n" + ADVICE);
        assertThat(log("ATWC2222")).contains(" key k9 -> UNKNOWN no front end answers: ");
    }

    @Test
    void saysForHowLongAFrontEndDidNotAnswer() throws Exception {
        try (var still = new ServerSocket(0, 8, InetAddress.getLoopbackAddress())) {
            var url = "http://127.0.0.1:" + still.getLocalPort();

            int status =
                    execute(
                            "--url",
                            url,
                            "--log",
                            logs.toString(),
                            "--user",
                            "ATWC2222",
                            "--deadline",
                            "1",
                            "schedule");

            assertThat(status).isEqualTo(3);
            assertThat(err).hasToString(url + " did not answer within 1 s\n");
        }
    }

    @Test
    void saysHowATokenIsGivenWhereOneIsExpected() throws Exception {
        frontEnd.replies(401, "{\"code\":\"NO_IDENTITY\",\"detail\":\"expected a header\"}");

        run("schedule");

        assertThat(out)
                .hasToString("NO_IDENTITY: expected a token: --token FILE or MARQUEE_TOKEN\n");

        var file = logs.resolve("token");
        SecretFile.create(file, "marquee1.abc\n");
        run("--token", file.toString(), "schedule");

        assertThat(out.toString()).endsWith("NO_IDENTITY: expected a header\n");
    }

    @Test
    void tellsAnAdminHowToSayForWhom() {
        frontEnd.replies(400, "{\"code\":\"BAD_USER_ID\",\"detail\":\"expected a customer\"}");
        var admin = List.of("--url", frontEnd.url().toString(), "--log", logs.toString(), "--user");
        for (var user : List.of("atwa1111", "ATWX1111")) {
            execute(
                    ImmutableList.<String>builder()
                            .addAll(admin)
                            .add(user, "book", "ATWM160523", "Avatar", "2")
                            .build()
                            .toArray(String[]::new));
        }

        assertThat(out.toString()).isEqualTo("BAD_USER_ID: expected a customer\n".repeat(2));
        assertThat(err)
                .hasToString(
                        "an admin says for whom: --for CUSTOMER, or in a session for CUSTOMER"
                                + " COMMAND\n");
    }

    @Test
    void namesTheWordsOfASessionToo() {
        type("dance", "for ATWC2222");

        assertThat(run()).isEqualTo(2);

        assertThat(err)
                .hasToString(
                        """
                        unknown operation 'dance', expected one of add, remove, list, book, \
                        schedule, cancel, exchange, for, help, exit
                        for takes a customer and a command; expected: for CUSTOMER COMMAND
                        """);
    }

    @Test
    void namesWhatItsOptionsTake() {
        assertThat(new CommandLine(new ClientCommand(ImmutableList::of)).getUsageMessage())
                .contains("--key=KEY")
                .doesNotContain("=<");
    }

    @Test
    void endsWithThreeWhenNobodyIsThere() throws Exception {
        var url = FrontEndClientTest.unusedUrl().toString();

        assertThat(execute("--url", url, "--user", "ATWC2222", "schedule")).isEqualTo(3);

        assertThat(err).hasToString("no front end answers: " + url + " takes no connection\n");
    }

    @Test
    void saysThatNobodyIsThereWhereNoClusterRunsAndNoUrlIsGiven() {
        var said = new StringBuilder();
        var line = new CommandLine(new ClientCommand(ImmutableList::of));
        line.setExecutionExceptionHandler((e, _, _) -> {
            said.append(e);
            return 3;
        });

        assertThat(line.execute("--user", "ATWC2222", "schedule")).isEqualTo(3);

        assertThat(said.toString())
                .contains("UnreachableException")
                .contains("no local cluster runs, expected one (./marquee up)");
    }

    @ParameterizedTest
    @CsvSource({
        "buy ATWM160523 Avatar 2, 'unknown operation ''buy'', expected one of add, remove, list,"
                + " book, schedule, cancel, exchange'",
        "book ATWM160523 Avatar, 'book takes 3 arguments, not 2; expected: book MOVIE_ID MOVIE"
                + " TICKETS'",
        "list, 'list takes 1 argument, not 0; expected: list MOVIE'",
        "book ATWM160523 Avatar two, '''two'' is no number; expected: book MOVIE_ID MOVIE TICKETS'",
    })
    void endsWithTwoWhenTheWordsAreNoOperation(String words, String complaint) {
        assertThat(run(words.split(" "))).isEqualTo(2);

        assertThat(err).hasToString(complaint + "\n");
        assertThat(frontEnd.requests()).isEmpty();
    }

    @Test
    @Timeout(20)
    void endsAtTheDeadlineThoughAnAnswerHasBegun() {
        frontEnd.stalls();

        assertThat(run("--deadline", "1", "--key", "k9", "book", "ATWM160523", "Avatar", "2"))
                .isEqualTo(3);

        assertThat(err.toString())
                .startsWith(frontEnd.url() + " did not answer within ")
                .endsWith(ADVICE);
    }

    @Test
    void readsCommandsFromAPipeAndEndsWithTheWorstStatus() {
        frontEnd.replies(201, "{\"status\":\"OK\",\"code\":\"BOOKED\"}")
                .replies(409, "{\"code\":\"TOO_MANY\"}");
        type("# a comment", "book ATWM160523 Avatar 2", "CANCEL ATWM160523 Avatar 3", "help");

        assertThat(run()).isEqualTo(1);

        assertThat(out.toString())
                .startsWith("BOOKED\nTOO_MANY\n")
                .contains("exchange MOVIE_ID MOVIE NEW_MOVIE_ID NEW_MOVIE TICKETS");
    }

    @Test
    void letsAnAdminActForACustomer() {
        type("for ATWC2222 book ATWM160523 Avatar 2", "exit", "book never Avatar 1");

        execute("--url", frontEnd.url().toString(), "--user", "ATWA1111", "--log", logs.toString());
        execute(
                "--url",
                frontEnd.url().toString(),
                "--user",
                "ATWA1111",
                "--for",
                "ATWC3333",
                "--log",
                logs.toString(),
                "schedule");

        assertThat(frontEnd.requests())
                .extracting(StubFrontEnd.Request::user, StubFrontEnd.Request::path)
                .containsExactly(
                        tuple("ATWA1111", "/v1/customers/ATWC2222/bookings"),
                        tuple("ATWA1111", "/v1/customers/ATWC3333/bookings"));
    }

    @Test
    void notesForWhomAnAdminActed() throws Exception {
        type("for ATWC2222 book ATWM160523 Avatar 2", "for atwa1111 schedule", "list Avatar");

        execute(
                "--url",
                frontEnd.url().toString(),
                "--user",
                "ATWA1111",
                "--for",
                "ATWC3333",
                "--log",
                logs.toString());

        assertThat(log("ATWA1111").lines())
                .satisfiesExactly(
                        line -> assertThat(line).contains(" ATWA1111 for ATWC2222 book ATWM160523"),
                        line -> assertThat(line).contains(" ATWA1111 schedule -> "),
                        line -> assertThat(line).contains(" ATWA1111 list Avatar -> "));
    }

    private String log(String user) throws IOException {
        return Files.readString(logs.resolve(user + ".log"));
    }

    private static void type(String... lines) {
        var text = String.join("\n", lines) + "\n";
        System.setIn(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)));
    }

    private int run(String... words) {
        return runAs("ATWC2222", words);
    }

    private int runAs(String user, String... words) {
        var arguments =
                ImmutableList.<String>builder()
                        .add("--url", frontEnd.url().toString())
                        .add("--user", user)
                        .add("--log", logs.toString())
                        .add(words);
        return execute(arguments.build().toArray(String[]::new));
    }

    private int execute(String... arguments) {
        return new CommandLine(new ClientCommand(ImmutableList::of))
                .setColorScheme(CommandLine.Help.defaultColorScheme(CommandLine.Help.Ansi.OFF))
                .setOut(new PrintWriter(out))
                .setErr(new PrintWriter(err))
                .execute(arguments);
    }
}
