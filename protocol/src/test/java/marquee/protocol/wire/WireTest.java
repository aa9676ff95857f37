package marquee.protocol.wire;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import marquee.protocol.Chance;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WireTest {
    private final WireWriter out = new WireWriter(1_000);

    @ParameterizedTest
    @ValueSource(
            longs = {
                0,
                1,
                0x7f,
                0x80,
                0x3fff,
                0x4000,
                Integer.MAX_VALUE,
                Long.MAX_VALUE,
                -1,
                Long.MIN_VALUE
            })
    void aVariableNumberComesBackAsItWasWritten(long number) {
        out.varint(number);

        var in = new WireReader(out.toBytes());

        assertThat(in.varint()).isEqualTo(number);
        assertThat(in.complete()).isTrue();
    }

    @Test
    void aVariableNumberHasOneFormOnly() {
        assertThat(failed(new WireReader(Bytes.wrap((byte) 0x80, (byte) 0)))).isTrue();
        var tooLarge = new byte[10];
        java.util.Arrays.fill(tooLarge, (byte) 0xff);
        assertThat(failed(new WireReader(Bytes.wrap(tooLarge)))).isTrue();
        tooLarge[9] = 2;
        assertThat(failed(new WireReader(Bytes.wrap(tooLarge)))).isTrue();
        assertThat(failed(new WireReader(Bytes.wrap((byte) 0x80)))).isTrue();
    }

    @Test
    void fixedNumbersComeBackWithTheirSigns() {
        out.u8(0xfe).u16(0xfedc).i32(-2).i64(Long.MIN_VALUE + 5);

        var in = new WireReader(out.toBytes());

        assertThat(in.u8()).isEqualTo(0xfe);
        assertThat(in.u16()).isEqualTo(0xfedc);
        assertThat(in.i32()).isEqualTo(-2);
        assertThat(in.i64()).isEqualTo(Long.MIN_VALUE + 5);
        assertThat(in.complete()).isTrue();
    }

    @Test
    void aTextTakesVisibleCharactersOnly() {
        out.text("a b");

        var in = new WireReader(out.toBytes());

        assertThat(in.text(10)).isEmpty();
        assertThat(in.failed()).isTrue();
    }

    @Test
    void aTextOrBytesLongerThanAllowedFail() {
        out.text("abcd");
        assertThat(new WireReader(out.toBytes()).text(3)).isEmpty();

        out.clear().bytes(Bytes.wrap((byte) 1, (byte) 2));
        assertThat(new WireReader(out.toBytes()).bytes(1)).isEqualTo(Bytes.EMPTY);
    }

    @Test
    void aNameThatComesAgainIsTheSameObject() {
        var in = reader("ann", "ann", "bob", "ann");

        var first = in.name(10);
        assertThat(in.name(10)).isSameAs(first).isEqualTo("ann");
        assertThat(in.name(10)).isEqualTo("bob");
        assertThat(in.name(10)).isEqualTo("ann");
        assertThat(in.complete()).isTrue();
    }

    @Test
    void aNameIsKnownInWhateverIsReadNext() {
        var in = reader("ann");
        var first = in.name(10);
        var next = reader("ann");

        assertThat(in.reset(out.buffer(), 0, out.length()).name(10)).isSameAs(first);
        assertThat(in.complete()).isTrue();
        assertThat(next.name(10)).isEqualTo("ann");
    }

    @ParameterizedTest
    @ValueSource(strings = {"an", "anna", "bnn", "anb", "b"})
    void aNameLikeTheOneBeforeIsReadAsItIs(String other) {
        var in = reader("ann", other);
        in.name(10);

        assertThat(in.name(10)).isEqualTo(other);
        assertThat(in.complete()).isTrue();
    }

    @Test
    void aNameThatIsCutOffOrTooLongFailsThoughItWasTheOneBefore() {
        var in = reader("ann");
        in.name(10);
        assertThat(in.reset(out.buffer(), 0, out.length() - 1).name(10)).isEmpty();
        assertThat(in.failed()).isTrue();

        in.reset(out.buffer(), 0, out.length()).name(10);
        assertThat(in.reset(out.buffer(), 0, out.length()).name(2)).isEmpty();
        assertThat(in.failed()).isTrue();
    }

    @Test
    void aNameThatFailedIsNotTakenForTheNext() {
        var in = reader("ann");
        assertThat(in.reset(out.buffer(), 0, out.length() - 1).name(10)).isEmpty();

        assertThat(in.reset(out.buffer(), 0, out.length()).name(10)).isEqualTo("ann");
        assertThat(in.complete()).isTrue();
    }

    @Test
    void aLengthBeyondTheInputAllocatesNothing() {
        out.varint(1_000_000).u8(1);

        var in = new WireReader(out.toBytes());

        assertThat(in.bytes(2_000_000)).isEqualTo(Bytes.EMPTY);
        assertThat(in.failed()).isTrue();
    }

    @Test
    void whatIsPassedOverIsReadBySomebodyElseWhereItLies() {
        out.bytes(Bytes.wrap((byte) 5, (byte) 6)).u8(7);
        var in = new WireReader(out.buffer(), 0, out.length());

        int count = in.skip(2);
        var other = new WireReader(out.buffer(), in.position() - count, in.position());

        assertThat(other.u8()).isEqualTo(5);
        assertThat(other.rest()).isEqualTo(Bytes.wrap((byte) 6));
        assertThat(other.complete()).isTrue();
        assertThat(in.u8()).isEqualTo(7);
    }

    @Test
    void whatIsCutOffOrTooLongIsNotPassedOver() {
        out.varint(3).u8(1);
        var cutOff = new WireReader(out.toBytes());
        assertThat(cutOff.skip(9)).isZero();
        assertThat(cutOff.failed()).isTrue();
        assertThat(cutOff.rest()).isEqualTo(Bytes.EMPTY);

        out.clear().bytes(Bytes.wrap((byte) 1, (byte) 2));
        var tooLong = new WireReader(out.toBytes());
        assertThat(tooLong.skip(1)).isZero();
        assertThat(tooLong.failed()).isTrue();
    }

    @Test
    void aFailedReaderStaysFailedAndGivesZeroes() {
        var in = new WireReader(Bytes.wrap((byte) 7));
        in.i32();

        assertThat(in.u8()).isZero();
        assertThat(in.varint()).isZero();
        assertThat(in.text(9)).isEmpty();
        assertThat(in.remaining()).isZero();
        assertThat(in.complete()).isFalse();
    }

    @Test
    void whateverTheBytesAreNoReadThrows() {
        var chance = new Chance(11);
        for (int round = 0; round < 200_000; round++) {
            var bytes = new byte[chance.below(24)];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) chance.next();
            }
            var in = new WireReader(Bytes.wrap(bytes));
            for (int i = 0; i < 6; i++) {
                read(in, chance.below(10));
            }
            assertThat(in.position()).isLessThanOrEqualTo(bytes.length);
        }
    }

    @Test
    void aWriterRefusesToGoBeyondItsLimit() {
        var small = new WireWriter(3).u16(1);

        assertThatThrownBy(() -> small.u16(1)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> small.varint(0x80)).isInstanceOf(IllegalStateException.class);
        assertThatThrownBy(() -> small.text("a")).isInstanceOf(IllegalStateException.class);
        assertThat(small.length()).isEqualTo(2);
        assertThat(new WireWriter(3).u16(1).u8(1).length()).isEqualTo(3);
        assertThat(new WireWriter(3).u16(1).varint(0x7f).length()).isEqualTo(3);
    }

    private WireReader reader(String... texts) {
        out.clear();
        for (var text : texts) {
            out.text(text);
        }
        return new WireReader(out.buffer(), 0, out.length());
    }

    private static boolean failed(WireReader in) {
        in.varint();
        return in.failed();
    }

    private static void read(WireReader in, int kind) {
        switch (kind) {
            case 0 -> in.u8();
            case 1 -> in.u16();
            case 2 -> in.i64();
            case 3 -> in.varint();
            case 4 -> in.varint(3, 9);
            case 5 -> in.text(8);
            case 6 -> in.name(8);
            case 7 -> in.skip(8);
            case 8 -> in.rest();
            default -> in.bytes(8);
        }
    }
}
