package marquee.replicas.keyvalue;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import marquee.applications.StoreException;
import marquee.applications.booking.Theatre;
import marquee.applications.booking.UserId;
import marquee.applications.booking.laws.BookingLaws;
import marquee.applications.booking.laws.InFolders;
import marquee.applications.booking.laws.Stage;
import marquee.applications.booking.model.LockStep;
import marquee.applications.booking.model.ReferenceModel;
import marquee.protocol.Chance;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.condition.EnabledIf;
import org.junit.jupiter.api.io.TempDir;

/// The store in a file instead of memory.
class KeyValueFileTest {
    private static final Path FULL = Path.of("/dev/full");
    private static final int STREAMS = 15;
    private static final int OPERATIONS = 1_000;
    private static final int MANY_OPERATIONS = 100_000;

    /// After half as many the engine would commit by itself, if it had not been told not to.
    private static final long WRITES = 600_000;

    /// Ten times as much as the three maps take when they have just been written.
    private static final long FILE_BYTES_MAX = 2_000_000;

    private final KeyValueImplementation implementation = new KeyValueImplementation();
    @TempDir private Path folder;

    @TestFactory
    Stream<DynamicNode> obeysTheLaws() {
        return BookingLaws.of(new InFolders(implementation, folder));
    }

    @Test
    void agreesWithTheModelInEveryByte() {
        var stored = new InFolders(implementation, folder);
        long first = LockStep.FIRST_SEED;
        for (long seed = first; seed < first + STREAMS; seed++) {
            LockStep.run(seed, OPERATIONS, new ReferenceModel(), stored.get());
        }
    }

    @Test
    void isInTheFilesThatTheImplementationNamesAndInNoOthers() throws Exception {
        var booking = implementation.createIn(folder.toString());

        LockStep.run(1, OPERATIONS, new ReferenceModel(), booking);

        assertThat(implementation.files())
                .allSatisfy(name -> assertThat(folder.resolve(name)).isNotEmptyFile());
        try (var files = Files.list(folder)) {
            assertThat(files).hasSameSizeAs(implementation.files());
        }
    }

    @Test
    void usesTheSpaceOfItsFileAgain() throws Exception {
        var stage = new Stage(implementation.createIn(folder.toString()));
        stage.given("VERA1111 add VERM160523 Avatar 10000");
        var chance = new Chance(1);
        for (int i = 0; i < MANY_OPERATIONS; i++) {
            var customer = new UserId(Theatre.VER, UserId.Kind.CUSTOMER, chance.below(10_000));
            var act = chance.happens(500) ? " book " : " cancel ";
            stage.ask(customer + act + "VERM160523 Avatar 1");
        }
        assertThat(Files.size(folder.resolve("booking.mvstore")))
                .isBetween(MANY_OPERATIONS / 10L, FILE_BYTES_MAX);
    }

    @Test
    void removesAShowOfWhichEverybodyHoldsATicket() throws Exception {
        var booking = (KeyValueBooking) implementation.createIn(folder.toString());

        GreatRemoval.check(booking);
    }

    @Test
    void commitsOnlyWhenItIsTold() throws Exception {
        var store = BookingStore.inFile(folder.resolve("store").toString());
        long version = store.records.getStore().getCurrentVersion();

        for (long key = 0; key < WRITES; key++) {
            store.records.put(key, 1);
        }

        assertThat(store.records.getStore().getCurrentVersion()).isEqualTo(version);
    }

    @Test
    void isRefusedInOneLineWhereItsFileCannotBe() throws IOException {
        Files.createDirectory(folder.resolve("booking.mvstore"));

        expectRefusal();
    }

    @Test
    @EnabledIf("isThereAFullDisk")
    void isRefusedInOneLineWhereTheDiskIsFull() throws IOException {
        var link = Files.createSymbolicLink(folder.resolve("booking.mvstore"), FULL);

        expectRefusal();
        Files.delete(link);
    }

    static boolean isThereAFullDisk() {
        return Files.exists(FULL);
    }

    private void expectRefusal() {
        assertThatThrownBy(() -> implementation.createIn(folder.toString()))
                .isInstanceOf(StoreException.class)
                .message()
                .startsWith("MVStore cannot use " + folder.resolve("booking.mvstore") + ": ")
                .doesNotContain("\n");
    }
}
