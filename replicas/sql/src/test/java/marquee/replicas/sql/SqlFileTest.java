package marquee.replicas.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.google.common.collect.ImmutableList;
import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import marquee.applications.StateMachine.StateRecord;
import marquee.applications.StoreException;
import marquee.applications.booking.CanonicalRecord;
import marquee.applications.booking.laws.BookingLaws;
import marquee.applications.booking.laws.InFolders;
import marquee.applications.booking.laws.Stage;
import marquee.applications.booking.model.LockStep;
import marquee.applications.booking.model.ReferenceModel;
import marquee.replicas.sql.engine.Database;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The tables in a file instead of memory.
class SqlFileTest {
    private static final Path FULL = Path.of("/dev/full");
    private static final int STREAMS = 15;
    private static final int OPERATIONS = 1_000;

    private final SqlImplementation implementation = new SqlImplementation();
    @TempDir private Path folder;

    @TestFactory
    Stream<DynamicNode> obeyTheLaws() {
        return BookingLaws.of(new InFolders(implementation, folder));
    }

    @Test
    void agreeWithTheModelInEveryByte() {
        var stored = new InFolders(implementation, folder);
        long first = LockStep.FIRST_SEED;
        for (long seed = first; seed < first + STREAMS; seed++) {
            LockStep.run(seed, OPERATIONS, new ReferenceModel(), stored.get());
        }
    }

    @Test
    void areInTheFilesThatTheImplementationNamesAndInNoOthers() throws Exception {
        var booking = implementation.createIn(folder.toString());

        LockStep.run(1, OPERATIONS, new ReferenceModel(), booking);

        assertThat(implementation.files())
                .allSatisfy(name -> assertThat(folder.resolve(name)).isNotEmptyFile());
        try (var files = Files.list(folder)) {
            assertThat(files).hasSameSizeAs(implementation.files());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"who?cache=shared", "100%41", "a#b", "Outremont à 8 h", "file:x"})
    void areInAFolderOfAnyName(String name) throws Exception {
        var names = Charset.forName(System.getProperty("sun.jnu.encoding"));
        assumeTrue(names.newEncoder().canEncode(name), "a locale with names such as " + name);
        var odd = Files.createDirectory(folder.resolve(name));

        var booking = implementation.createIn(odd.toString());

        new Stage(booking).given("ATWA1111 add ATWM160523 Avatar 5");
        assertThat(odd.resolve("booking.sqlite")).isNotEmptyFile();
        try (var folders = Files.list(folder)) {
            assertThat(folders).containsExactly(odd);
        }
    }

    @Test
    void areRefusedInOneLineWhereTheirFileCannotBe() throws IOException {
        Files.createDirectory(folder.resolve("booking.sqlite"));

        expectRefusal();
    }

    @Test
    @EnabledIf("isThereAFullDisk")
    void areRefusedInOneLineWhereTheDiskIsFull() throws IOException {
        var link = Files.createSymbolicLink(folder.resolve("booking.sqlite"), FULL);

        expectRefusal();
        Files.delete(link);
    }

    static boolean isThereAFullDisk() {
        return Files.exists(FULL);
    }

    @Test
    void sayThatTheDiskIsFullWhereAStateDoesNotFitOnIt() throws SQLException {
        var path = folder.resolve("booking.sqlite").toString();
        var database = Database.createIn(path, Schema.STATEMENTS);
        database.runOnce("PRAGMA max_page_count = 1"); // No more than it has.
        var transfer =
                new StateTransfer(database, new ShowTable(database), new BookingTable(database));

        assertThatThrownBy(() -> transfer.restore(shows(1_000)))
                .isInstanceOf(SQLException.class)
                .hasMessageContaining("SQLITE_FULL");
    }

    private static ImmutableList<StateRecord> shows(int count) {
        return IntStream.range(0, count)
                .mapToObj(ShowNumber::show)
                .map(show -> new StateRecord(CanonicalRecord.key(show), CanonicalRecord.value(1)))
                .collect(ImmutableList.toImmutableList());
    }

    private void expectRefusal() {
        assertThatThrownBy(() -> implementation.createIn(folder.toString()))
                .isInstanceOf(StoreException.class)
                .message()
                .startsWith("SQLite cannot use " + folder.resolve("booking.sqlite") + ": ")
                .doesNotContain("\n");
    }
}
