package marquee.launcher.bench.report;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

/// What a report calls the processor.
class ProcessorTest {
    @Test
    void aModelThatHasANumberIsCalledByItsName() {
        assertThat(
                        Processor.of(
                                List.of(
                                        "cpu family\t: 6",
                                        "model\t\t: 85",
                                        "model name\t: Intel(R) Xeon(R) Gold 6130  CPU @ 2.10GHz",
                                        "model name\t: another")))
                .contains("Intel(R) Xeon(R) Gold 6130 CPU @ 2.10GHz");
    }

    @Test
    void oneThatHasNoneIsToldFromOthersByFamilyAndModel() {
        assertThat(
                        Processor.of(
                                List.of(
                                        "processor\t: 0",
                                        "cpu family\t: 26",
                                        "model\t\t: 2",
                                        "model name\t: AMD EPYC")))
                .contains("AMD EPYC, family 26, model 2");
        assertThat(Processor.of(List.of("model name\t: Some Processor @ 2.60GHz")))
                .contains("Some Processor @ 2.60GHz");
    }

    @Test
    void aNameIsBoundedAndNoMarkup() {
        var name = "@|bold <b>\u001b[31mEvil\u202e|@ 1" + "x".repeat(100_000);

        assertThat(Processor.of(List.of("model name\t: " + name)).orElseThrow())
                .startsWith("@bold b31mEvil@ 1x")
                .hasSize(80);
    }

    @Test
    void nothingIsSaidWhereTheSystemDoesNotTell() {
        assertThat(Processor.of(List.of("CPU part\t: 0xd0c", "no colon"))).isEmpty();
        assertThat(Processor.of(List.of("model name\t: "))).isEmpty();
    }
}
