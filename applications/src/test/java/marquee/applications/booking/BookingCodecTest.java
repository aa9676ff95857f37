package marquee.applications.booking;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.TreeSet;
import java.util.stream.IntStream;
import marquee.applications.StateMachine.StateRecord;
import marquee.applications.booking.BookingOperation.BookMovieTickets;
import marquee.applications.booking.BookingOperation.ExchangeTickets;
import marquee.applications.booking.BookingOperation.ShowArguments;
import marquee.applications.booking.BookingResult.Dropped;
import marquee.applications.booking.BookingResult.Listed;
import marquee.applications.booking.BookingResult.Moved;
import marquee.applications.booking.BookingResult.Removed;
import marquee.applications.booking.BookingResult.Schedule;
import marquee.applications.booking.model.LockStep;
import marquee.applications.booking.model.OperationGenerator;
import marquee.applications.booking.model.ReferenceModel;
import marquee.protocol.Chance;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class BookingCodecTest {
    private static final int ROUNDS = 200_000;
    private static final LocalDate TODAY = LocalDate.of(2023, 5, 15);
    private static final MovieId ID = new MovieId(Theatre.ATW, TODAY, TimeSlot.MORNING);
    private static final Show SHOW = new Show(ID, Movie.AVATAR);
    private static final Argument<UserId> ANN = Argument.userId("ATWC0001");

    @Test
    void anOperationComesBackAsItWas() {
        var generator = new OperationGenerator(new Chance(1));
        for (int i = 0; i < ROUNDS / 10; i++) {
            var operation = generator.nextOperation(TODAY);
            var bytes = BookingCodec.encode(operation);
            assertThat(BookingCodec.decodeOperation(bytes)).isEqualTo(operation);
        }
    }

    @Test
    void aBookingTakesElevenBytes() {
        var book = new BookMovieTickets(ANN, ANN, ShowArguments.of(SHOW), 2);
        assertThat(BookingCodec.encode(book))
                .hasToString("04" + "2711" + "2711" + "00215700" + "00" + "02");
    }

    @Test
    void theLargestOperationFits() {
        var text = "x".repeat(Argument.TEXT_MAX);
        var show = new ShowArguments(Argument.movieId(text), Argument.movie(text));
        var user = Argument.userId(text);
        var largest = new ExchangeTickets(user, user, show, show, -1);
        var bytes = BookingCodec.encode(largest);
        assertThat(bytes.length()).isLessThan(BookingCodec.OPERATION_MAX);
        assertThat(BookingCodec.decodeOperation(bytes)).isEqualTo(largest);
    }

    @Test
    void theRemovalOfAShowWithTenThousandBookingsFits() {
        var moved =
                IntStream.range(0, Show.SEATS_MAX)
                        .mapToObj(place -> new Moved(UserId.atPlace(place), Show.SEATS_MAX, ID))
                        .collect(ImmutableList.toImmutableList());
        var dropped =
                IntStream.range(0, Show.SEATS_MAX)
                        .mapToObj(place -> new Dropped(UserId.atPlace(place), Show.SEATS_MAX))
                        .collect(ImmutableList.toImmutableList());
        var removed = new Removed(moved, dropped);
        var bytes = BookingCodec.encode(removed);
        assertThat(bytes.length()).isLessThan(BookingCodec.RESULT_MAX);
        assertThat(BookingCodec.decodeResult(bytes)).isEqualTo(removed);
    }

    @Test
    void everyResultComesBackAsItWas() {
        var codes = new TreeSet<String>();
        for (long seed = 0; seed < 40; seed++) {
            var lockStep = new LockStep(seed, new ReferenceModel());
            for (int i = 0; i < 1_000; i++) {
                var bytes = lockStep.step();
                var result = BookingCodec.decodeResult(bytes);
                assertThat(result).isNotNull();
                if (result != null) {
                    codes.add(result.code());
                    assertThat(BookingCodec.encode(result)).isEqualTo(bytes);
                    assertThat(Sentences.of(result)).endsWith(".");
                }
            }
        }
        assertThat(codes)
                .as("what the streams reach: everything")
                .hasSize(8 + RefusalCode.values().length);
    }

    @Test
    void bytesThatAreNoValueAreRefusedAndAllOthersAreTheOneFormOfTheirs() {
        var chance = new Chance(1);
        var seeds = seeds();
        int decoded = 0;
        for (int i = 0; i < ROUNDS; i++) {
            var bytes = mutated(seeds.get(chance.below(seeds.size())), chance);
            var operation = BookingCodec.decodeOperation(bytes);
            if (operation != null) {
                assertThat(BookingCodec.encode(operation)).isEqualTo(bytes);
                decoded++;
            }
            var result = BookingCodec.decodeResult(bytes);
            if (result != null) {
                assertThat(BookingCodec.encode(result)).isEqualTo(bytes);
                decoded++;
            }
            int half = chance.below(bytes.length() + 1);
            var there = new StateRecord(part(bytes, 0, half), part(bytes, half, bytes.length()));
            var record = CanonicalRecord.decode(there);
            if (record != null) {
                assertThat(record.encode()).isEqualTo(there);
            }
        }
        assertThat(decoded).isGreaterThan(ROUNDS / 100);
    }

    @Test
    void noBytesAreNoOperation() {
        assertThat(BookingCodec.decodeOperation(Bytes.EMPTY)).isNull();
        assertThat(BookingCodec.decodeResult(Bytes.EMPTY)).isNull();
    }

    @Test
    void aCanonicalTextInThePlaceOfAMalformedOneIsRefused() {
        assertThat(decode("05" + "2711" + "ffff08" + ascii("ATWC0001"))).isNull();
        assertThat(decode("05" + "2711" + "ffff08" + ascii("atwc0001"))).isNotNull();
        assertThat(decode("03" + "2711" + "ff06" + ascii("Avatar"))).isNull();
        assertThat(decode("03" + "2711" + "ff06" + ascii("avatar"))).isNotNull();
        assertThat(decode("03" + "2711" + "ff06" + ascii("ava ar"))).isNull();
    }

    @Test
    void aListOutOfOrderIsRefused() {
        var first = "00215700" + "05";
        var second = "00215701" + "05";
        assertThat(BookingCodec.decodeResult(bytes("04" + "00" + "02" + first + second)))
                .isInstanceOf(Listed.class);
        assertThat(BookingCodec.decodeResult(bytes("04" + "00" + "02" + second + first))).isNull();
        assertThat(BookingCodec.decodeResult(bytes("04" + "00" + "02" + first + first))).isNull();
        assertThat(BookingCodec.decodeResult(bytes("06" + "2711" + "00")))
                .isInstanceOf(Schedule.class);
    }

    private static @Nullable BookingOperation decode(String hex) {
        return BookingCodec.decodeOperation(bytes(hex));
    }

    private static Bytes bytes(String hex) {
        return Bytes.wrap(HexFormat.of().parseHex(hex));
    }

    private static String ascii(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.US_ASCII));
    }

    /// Bytes of operations, results and records.
    private static List<Bytes> seeds() {
        var seeds = new ArrayList<Bytes>();
        var generator = new OperationGenerator(new Chance(2));
        var lockStep = new LockStep(3, new ReferenceModel());
        for (int i = 0; i < 500; i++) {
            seeds.add(generator.next(TODAY));
            seeds.add(lockStep.step());
        }
        seeds.add(CanonicalRecord.key(SHOW));
        return seeds;
    }

    private static Bytes mutated(Bytes seed, Chance chance) {
        var bytes = Arrays.copyOf(seed.array(), seed.length() + chance.below(2));
        for (int i = chance.below(3); i > 0 && bytes.length > 0; i--) {
            bytes[chance.below(bytes.length)] = (byte) chance.next();
        }
        return chance.happens(700)
                ? Bytes.wrap(bytes)
                : Bytes.wrap(Arrays.copyOf(bytes, chance.below(bytes.length + 1)));
    }

    private static Bytes part(Bytes bytes, int from, int to) {
        return Bytes.wrap(Arrays.copyOfRange(bytes.array(), from, to));
    }
}
