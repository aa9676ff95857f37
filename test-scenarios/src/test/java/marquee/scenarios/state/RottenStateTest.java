package marquee.scenarios.state;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.ArrayList;
import marquee.applications.StateMachine;
import marquee.applications.booking.model.OperationGenerator;
import marquee.protocol.Chance;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.RequestId;
import marquee.protocol.replication.Stamp;
import marquee.protocol.wire.Bytes;
import marquee.replicas.host.ReplicaLimits;
import marquee.replicas.host.ReplicatedState;
import marquee.replicas.sql.SqlImplementation;
import marquee.replicas.sql.engine.Database;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// State that changed behind an implementation's back shows in the digests of marks, though no
/// operation ever touches it (rule P31).
class RottenStateTest {
    private static final LocalDate TODAY = LocalDate.of(2023, 5, 15);
    private static final Stamp STAMP = new Stamp(1, Math.toIntExact(TODAY.toEpochDay()));
    private static final Peer FRONT_END = new Peer(NodeId.frontEnd(1), 0, 1);

    /// All of one session, which keeps them all.
    private static final int REQUESTS = 3_000;

    private static final int MARKS_MAX = 50;

    static Iterable<String> names() {
        return Implementations.names();
    }

    @ParameterizedTest
    @MethodSource("names")
    void showsAtTheMarkThatEndsTheReadingOfAllRecords(String name) {
        var application = new Rotting(Implementations.create(name));
        var state = filled(application);
        application.rot();

        assertThat(marksUntilItShows(state)).isEqualTo(marksOfAReading(application));
    }

    @ParameterizedTest
    @MethodSource("names")
    void doesNotShowWhereThereIsNone(String name) {
        var state = filled(Implementations.create(name));

        assertThat(marksUntilItShows(state)).isZero();
    }

    @Test
    void showsInADatabaseThatSomebodyElseWroteTo() throws ReflectiveOperationException {
        var application = new SqlImplementation().create();
        var state = filled(application);
        var field = application.getClass().getDeclaredField("database");
        field.setAccessible(true);
        var database = (Database) field.get(application);
        boolean written =
                database.call(() -> {
                    database.runOnce("UPDATE show SET capacity = 9999 WHERE booked > 0");
                    return true;
                });

        assertThat(written).isTrue();
        assertThat(marksUntilItShows(state)).isEqualTo(marksOfAReading(application));
    }

    private static ReplicatedState filled(StateMachine application) {
        var state = States.of(application);
        var operations = new OperationGenerator(new Chance(5));
        for (int number = 1; number <= REQUESTS; number++) {
            var id = new RequestId("#frontend-1/1", Integer.toString(number));
            var request = new Entry.Request(id, operations.next(TODAY), FRONT_END);
            States.execute(state, new Entry(number, STAMP, request));
        }
        return state;
    }

    /// After how many marks the digest is another one; 0 if it stays the same.
    private static int marksUntilItShows(ReplicatedState state) {
        var believed = state.digest();
        for (int mark = 1; mark <= MARKS_MAX; mark++) {
            long number = state.executed() + 1;
            if (!state.mark(new Entry(number, STAMP, new Entry.Mark())).equals(believed)) {
                return mark;
            }
        }
        return 0;
    }

    /// How many marks it takes to read all records, the application's and the replies.
    private static int marksOfAReading(StateMachine application) {
        var records = new ArrayList<Bytes>();
        application.scan(null, (key, value) -> records.add(key));
        return (records.size() + REQUESTS) / ReplicaLimits.DEFAULT.scrubRecords() + 1;
    }

    /// An implementation in whose store a value is another one from some moment on.
    private static final class Rotting implements StateMachine {
        private final StateMachine sound;
        private Bytes rotten = Bytes.EMPTY;

        Rotting(StateMachine sound) {
            this.sound = sound;
        }

        /// Lets the value of the last record go bad.
        void rot() {
            sound.scan(
                    null,
                    (key, value) -> {
                        rotten = key;
                        return true;
                    });
        }

        @Override
        public Bytes execute(LocalDate businessDate, Bytes operation, RecordChanges changes) {
            return sound.execute(businessDate, operation, changes);
        }

        @Override
        public void scan(@Nullable Bytes after, RecordVisitor visitor) {
            sound.scan(after, (key, value) -> visitor.visit(key, read(key, value)));
        }

        private Bytes read(Bytes key, Bytes value) {
            return key.equals(rotten) ? Bytes.wrap((byte) (value.at(0) ^ 1)) : value;
        }

        @Override
        public boolean restore(Iterable<StateRecord> records) {
            return sound.restore(records);
        }
    }
}
