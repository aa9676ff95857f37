package marquee.scenarios.architecture;

import com.google.common.collect.ImmutableSet;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/// A part of the product: the classes below one package that lie in no narrower room, and the rooms
/// they may refer to. The table is that of docs/architecture.md.
enum Room {
    WIRE("marquee/protocol/wire", Kind.PURE),
    PROTOCOL("marquee/protocol", Kind.PURE, WIRE),
    APPLICATIONS("marquee/applications", Kind.PURE, WIRE),
    MODEL("marquee/applications/booking/model", Kind.PURE, APPLICATIONS, PROTOCOL, WIRE),
    TRANSPORT("marquee/transport", Kind.PURE, PROTOCOL, WIRE),
    UDP("marquee/transport/udp", Kind.SHELL, PROTOCOL, WIRE, TRANSPORT),
    CONFIG("marquee/config", Kind.SHELL, PROTOCOL, WIRE, TRANSPORT),
    SIMULATION("marquee/simulation", Kind.PURE, PROTOCOL, WIRE, TRANSPORT),
    SEQUENCER("marquee/sequencer", Kind.PURE, PROTOCOL, WIRE, TRANSPORT),
    SEQUENCER_PROCESS(
            "marquee/sequencer/process",
            Kind.SHELL,
            SEQUENCER,
            PROTOCOL,
            WIRE,
            TRANSPORT,
            UDP,
            CONFIG),
    FRONT_END("marquee/frontend", Kind.PURE, PROTOCOL, WIRE, TRANSPORT),
    FRONT_END_ACCESS("marquee/frontend/process/access", Kind.SHELL, CONFIG, APPLICATIONS),
    FRONT_END_WEB(
            "marquee/frontend/process/web",
            Kind.SHELL,
            FRONT_END,
            PROTOCOL,
            CONFIG,
            APPLICATIONS,
            FRONT_END_ACCESS),
    FRONT_END_WATCH(
            "marquee/frontend/process/watch",
            Kind.SHELL,
            FRONT_END,
            PROTOCOL,
            TRANSPORT,
            UDP,
            CONFIG,
            FRONT_END_ACCESS,
            FRONT_END_WEB),
    FRONT_END_PROCESS(
            "marquee/frontend/process",
            Kind.SHELL,
            FRONT_END,
            PROTOCOL,
            WIRE,
            TRANSPORT,
            UDP,
            CONFIG,
            APPLICATIONS,
            FRONT_END_WEB,
            FRONT_END_WATCH),
    SOAP("marquee/soap", Kind.SHELL, FRONT_END_PROCESS, FRONT_END_WEB, CONFIG, APPLICATIONS),
    MANAGER("marquee/manager", Kind.PURE, PROTOCOL, WIRE, TRANSPORT),
    MANAGER_PROCESS(
            "marquee/manager/process", Kind.SHELL, MANAGER, PROTOCOL, WIRE, TRANSPORT, UDP, CONFIG),
    COLLECTIONS("marquee/replicas/collections", Kind.PURE, APPLICATIONS, WIRE),
    KEY_VALUE("marquee/replicas/keyvalue", Kind.PURE, APPLICATIONS, WIRE),
    THEATRES("marquee/replicas/theatres", Kind.PURE, APPLICATIONS, WIRE),
    SQL_ENGINE("marquee/replicas/sql/engine", Kind.SHELL),
    SQL("marquee/replicas/sql", Kind.PURE, APPLICATIONS, WIRE, SQL_ENGINE),
    HOST_STATE("marquee/replicas/host/state", Kind.PURE, PROTOCOL, WIRE, APPLICATIONS),
    HOST_TRANSFER(
            "marquee/replicas/host/transfer", Kind.PURE, PROTOCOL, WIRE, APPLICATIONS, HOST_STATE),
    HOST(
            "marquee/replicas/host",
            Kind.PURE,
            PROTOCOL,
            WIRE,
            TRANSPORT,
            APPLICATIONS,
            HOST_STATE,
            HOST_TRANSFER),
    HOST_FAULTS("marquee/replicas/host/faults", Kind.PURE, PROTOCOL, WIRE, APPLICATIONS, HOST),
    HOST_PROCESS(
            "marquee/replicas/host/process",
            Kind.SHELL,
            HOST,
            PROTOCOL,
            WIRE,
            TRANSPORT,
            UDP,
            CONFIG,
            APPLICATIONS,
            HOST_STATE,
            HOST_TRANSFER,
            HOST_FAULTS),
    CLIENT("marquee/client", Kind.SHELL, APPLICATIONS, WIRE, CONFIG),
    BENCHMARKS("marquee/benchmarks", Kind.ANYTHING),
    LAUNCHER("marquee/launcher", Kind.ANYTHING),
    SCENARIOS("marquee/scenarios", Kind.ANYTHING);

    private enum Kind {
        /// Refers to the JDK, Guava, annotations and its [#engine] alone, and obeys [Purity].
        PURE,
        /// Does I/O; its libraries are those of its module.
        SHELL,
        /// Puts the product together, and may refer to all of it.
        ANYTHING
    }

    private static final String PRODUCT = "marquee/";
    private static final List<String> PURE_LIBRARIES =
            List.of(
                    "java/",
                    "com/google/common/",
                    "com/google/errorprone/annotations/",
                    "org/jspecify/annotations/");

    private final String folder;
    private final Kind kind;
    private final ImmutableSet<Room> uses;

    Room(String folder, Kind kind, Room... uses) {
        this.folder = folder;
        this.kind = kind;
        this.uses = ImmutableSet.copyOf(uses);
    }

    /// The narrowest room of the class with this internal name.
    static Optional<Room> of(String className) {
        return Arrays.stream(values())
                .filter(room -> className.startsWith(room.folder + "/"))
                .max(Comparator.comparingInt(room -> room.folder.length()));
    }

    /// The packages of all rooms but two that are only used, so that the page's table of who may
    /// use what has no row of them.
    static List<String> users() {
        return Arrays.stream(values())
                .filter(room -> room != WIRE && room != SQL_ENGINE)
                .map(room -> room.folder)
                .toList();
    }

    /// What is wrong with the class: a line for each arrow that is not in the table, and for each
    /// impurity of a pure room.
    static List<String> violations(References references) {
        Optional<Room> room = of(references.name());
        if (room.isEmpty()) {
            return List.of(references.name() + " lies in no room of the architecture");
        }
        var found = new ArrayList<String>();
        for (String target : references.targets()) {
            if (!room.get().mayReferTo(target)) {
                found.add(references.name() + " must not refer to " + target);
            }
        }
        if (room.get().kind == Kind.PURE) {
            found.addAll(Purity.violations(references));
        }
        return found;
    }

    private boolean mayReferTo(String target) {
        if (target.startsWith(PRODUCT)) {
            Optional<Room> other = of(target);
            return other.isPresent()
                    && (other.get() == this
                            || uses.contains(other.get())
                            || (kind == Kind.ANYTHING && other.get().kind != Kind.ANYTHING)
                            || (this == LAUNCHER && other.get() == BENCHMARKS));
        }
        return kind != Kind.PURE
                || isMark(target)
                || target.startsWith("[")
                || PURE_LIBRARIES.stream().anyMatch(target::startsWith)
                || engine().filter(target::startsWith).isPresent();
    }

    /// The one library beside [#PURE_LIBRARIES] that a pure room is built on: a store, and the
    /// derivation of keys.
    private Optional<String> engine() {
        return switch (this) {
            case KEY_VALUE -> Optional.of("org/h2/mvstore/");
            case TRANSPORT -> Optional.of("javax/crypto/");
            default -> Optional.empty();
        };
    }

    private static boolean isMark(String target) {
        return target.equals(References.LOCK) || target.startsWith(References.MUTABLE_STATIC);
    }
}
