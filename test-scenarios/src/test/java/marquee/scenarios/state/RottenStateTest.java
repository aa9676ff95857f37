package marquee.scenarios.state;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import java.util.ArrayList;
import marquee.applications.StateMachine;
import marquee.applications.booking.model.OperationGenerator;
import marquee.protocol.Chance;
import marquee.protocol.NodeId;
import marquee.protocol.Peer;
import marquee.protocol.replication.Digest;
import marquee.protocol.replication.Entry;
import marquee.protocol.replication.RequestId;
import marquee.protocol.replication.Stamp;
import marquee.protocol.wire.Bytes;
import marquee.replicas.host.state.ReplicatedState;
import marquee.replicas.host.state.StateLimits;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// State that changed behind an implementation's back is noticed, though no operation ever touches
/// it: in the digests of marks (rule P31), or since it contradicts itself.
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
    @MethodSource("marquee.scenarios.state.Rot#ofRecords")
    void showsAtTheMarkThatEndsTheReadingOfAllRecords(Rot rot) {
        var application = Implementations.create(rot.implementation());
        var state = filled(application);

        rot.spoil().accept(new Inside(application));

        assertThat(marksUntilItShows(state)).isEqualTo(marksOfAReading(application));
    }

    @ParameterizedTest
    @MethodSource("marquee.scenarios.state.Rot#ofWhatIsKeptTwice")
    void stopsTheReplicaWhereItContradictsItselfWithinTheSameReading(Rot rot) { // P49
        var application = Implementations.create(rot.implementation());
        var state = filled(application);
        int reading = marksOfAReading(application);

        rot.spoil().accept(new Inside(application));

        assertThatThrownBy(
                        () -> {
                            for (int mark = 1; mark <= reading; mark++) {
                                mark(state);
                            }
                        })
                .isInstanceOf(IllegalStateException.class);
    }

    @ParameterizedTest
    @MethodSource("names")
    void doesNotShowWhereThereIsNone(String name) {
        var state = filled(Implementations.create(name));

        assertThat(marksUntilItShows(state)).isZero();
    }

    private static ReplicatedState filled(StateMachine application) {
        var state = States.of(application);
        var operations = new OperationGenerator(new Chance(5));
        for (int number = 1; number <= REQUESTS; number++) {
            var id = RequestId.own("#frontend-1/1", number);
            var request = new Entry.Request(id, operations.next(TODAY), FRONT_END);
            States.execute(state, new Entry(number, STAMP, request));
        }
        return state;
    }

    /// After how many marks the digest is another one; 0 if it stays the same.
    private static int marksUntilItShows(ReplicatedState state) {
        var believed = state.digest();
        for (int mark = 1; mark <= MARKS_MAX; mark++) {
            if (!mark(state).equals(believed)) {
                return mark;
            }
        }
        return 0;
    }

    private static Digest mark(ReplicatedState state) {
        return state.mark(new Entry(state.executed() + 1, STAMP, new Entry.Mark(null)));
    }

    /// How many marks it takes to read all records, the application's and the replies.
    private static int marksOfAReading(StateMachine application) {
        var records = new ArrayList<Bytes>();
        application.scan(null, (key, value) -> records.add(key));
        return (records.size() + REQUESTS) / StateLimits.DEFAULT.scrubRecords() + 1;
    }
}
