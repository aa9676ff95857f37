package marquee.scenarios.architecture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// The checks of the architecture find what is planted, and nothing else.
final class CheckersTest {
    private static final String PLANTED = "marquee/scenarios/architecture/planted/";

    @ParameterizedTest
    @ValueSource(
            strings = {
                "java/lang/System.nanoTime()J",
                "java/time/Instant.now()Ljava/time/Instant;",
                "java/util/Random",
                "java/io/PrintStream",
                "java/lang/System.out:Ljava/io/PrintStream;",
                "synchronized",
                "java/util/concurrent/atomic/AtomicInteger",
                "java/util/Set.of(Ljava/lang/Object;Ljava/lang/Object;)Ljava/util/Set;",
                "java/lang/String.format(Ljava/lang/String;",
                "java/util/List.parallelStream()",
                "static mutable field count",
            })
    void findsEachImpurity(String target) throws IOException {
        assertThat(Purity.violations(planted("Impure")))
                .anyMatch(line -> line.contains("refers to " + target));
    }

    @Test
    void findsNoImpurityWhereThereIsNone() throws IOException {
        assertThat(Purity.violations(planted("Pure"))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "marquee/protocol/Role, marquee/transport/Link",
        "marquee/protocol/Role, com/fasterxml/jackson/databind/ObjectMapper",
        "marquee/transport/Link, marquee/transport/udp/EventLoop",
        "marquee/sequencer/Sequencer, marquee/frontend/FrontEnd",
        "marquee/sequencer/Sequencer, marquee/sequencer/process/SequencerProcess",
        "marquee/sequencer/process/SequencerProcess, marquee/replicas/host/Replica",
        "marquee/frontend/FrontEnd, marquee/applications/booking/BookingCodec",
        "marquee/replicas/host/state/ReplicatedState, marquee/replicas/host/transfer/Joining",
        "marquee/replicas/host/transfer/Joining, marquee/replicas/host/Replica",
        "marquee/replicas/host/Replica, marquee/replicas/host/faults/FaultyReplica",
        "marquee/replicas/host/faults/RottenState, marquee/replicas/host/state/ReplicatedState",
        "marquee/simulation/World, marquee/transport/udp/EventLoop",
        "marquee/replicas/theatres/Theatres, marquee/protocol/Role",
        "marquee/replicas/sql/SqlBooking, org/sqlite/SQLiteConnection",
        "marquee/replicas/sql/engine/Database, marquee/replicas/sql/SqlBooking",
        "marquee/replicas/theatres/Theatres, org/h2/mvstore/MVMap",
        "marquee/replicas/keyvalue/KeyValue, org/h2/store/fs/FileUtils",
        "marquee/applications/StateMachine, marquee/protocol/Role",
        "marquee/client/Client, marquee/transport/udp/EventLoop",
        "marquee/config/ClusterConfig, marquee/sequencer/Sequencer",
        "marquee/sequencer/process/SequencerProcess, marquee/launcher/Main",
        "marquee/nowhere/Stray, java/lang/Object",
        "marquee/launcher/Main, marquee/nowhere/Stray",
    })
    void findsEachForbiddenArrow(String from, String to) {
        assertThat(Room.violations(arrow(from, to))).hasSize(1);
    }

    @ParameterizedTest
    @MethodSource("pairsOfReplicas")
    void findsAnArrowBetweenAnyTwoReplicas(String from, String to) {
        assertThat(Room.violations(arrow(from, to))).hasSize(1);
    }

    static Stream<Arguments> pairsOfReplicas() {
        var classes =
                Stream.of("collections", "keyvalue", "theatres", "sql", "host")
                        .map(name -> "marquee/replicas/" + name + "/Class")
                        .toList();
        return classes.stream()
                .flatMap(from ->
                        classes.stream()
                                .filter(to -> !to.equals(from))
                                .map(to -> Arguments.of(from, to)));
    }

    @ParameterizedTest
    @CsvSource({
        "marquee/protocol/replication/Entry, marquee/protocol/wire/Bytes",
        "marquee/applications/StateMachine, marquee/protocol/wire/Bytes",
        "marquee/sequencer/process/SequencerProcess, marquee/transport/udp/EventLoop",
        "marquee/sequencer/process/log/Disk, java/nio/channels/FileChannel",
        "marquee/frontend/process/rest/Routes, marquee/applications/booking/BookingCodec",
        "marquee/replicas/host/Replica, marquee/replicas/host/transfer/Joining",
        "marquee/replicas/host/faults/FaultyReplica, marquee/replicas/host/Replica",
        "marquee/replicas/theatres/Theatres, marquee/applications/StateMachine",
        "marquee/replicas/sql/SqlBooking, marquee/replicas/sql/engine/Database",
        "marquee/replicas/sql/engine/NativeLibrary, org/sqlite/SQLiteJDBCLoader",
        "marquee/replicas/keyvalue/KeyValue, org/h2/mvstore/MVMap",
        "marquee/benchmarks/RawChain, marquee/transport/udp/EventLoop",
        "marquee/launcher/Main, marquee/benchmarks/RawChain",
    })
    void letsEachAllowedArrowPass(String from, String to) {
        assertThat(Room.violations(arrow(from, to))).isEmpty();
    }

    @Test
    void findsEachArrowOfACycleOfPackages() {
        var classes =
                List.of(
                        arrow("marquee/launcher/Main", "marquee/launcher/demo/Demo"),
                        arrow("marquee/launcher/demo/Demo", "marquee/launcher/local/Jvm.start()V"),
                        arrow("marquee/launcher/local/Jvm", "marquee/launcher/soak/Heap"),
                        arrow("marquee/launcher/soak/Soak", "marquee/launcher/demo/Report"),
                        arrow("marquee/launcher/soak/Watch", "marquee/launcher/console/Screen"));

        assertThat(PackageGraph.arrowsInCycles(classes))
                .containsExactly(
                        "marquee/launcher/demo uses marquee/launcher/local",
                        "marquee/launcher/local uses marquee/launcher/soak",
                        "marquee/launcher/soak uses marquee/launcher/demo");
    }

    @Test
    void refusesToCheckModulesThatAreNotWhollyCompiled(@TempDir Path root) throws IOException {
        Files.writeString(root.resolve("pom.xml"), "<module>protocol</module>");

        assertThatThrownBy(() -> CompiledModule.all(root)).hasMessageContaining("is missing");

        Files.createDirectories(root.resolve("protocol/target/classes"));
        assertThatThrownBy(() -> CompiledModule.all(root)).hasMessageContaining("holds no class");

        Path pure = Path.of("target", "test-classes", PLANTED, "Pure.class");
        Files.copy(pure, root.resolve("protocol/target/classes/Pure.class"));
        Files.createDirectories(root.resolve("protocol/src/main/java"));
        Files.createFile(root.resolve("protocol/src/main/java/Pure.java"));
        assertThat(CompiledModule.all(root)).hasSize(1);

        Files.createFile(root.resolve("protocol/src/main/java/Other.java"));
        assertThatThrownBy(() -> CompiledModule.all(root))
                .hasMessageContaining("Other.java is not compiled");
    }

    private static References arrow(String from, String to) {
        return new References(from, new TreeSet<>(List.of(to)));
    }

    private static References planted(String name) throws IOException {
        Path classes = Path.of("target", "test-classes");
        return References.of(Files.readAllBytes(classes.resolve(PLANTED + name + ".class")));
    }
}
