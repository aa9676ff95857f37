package marquee.launcher.soak;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapTest {
    @Test
    void whatObjectsTakeIsTheSumOfTheGenerations() {
        var listed =
                """
                4711:
                 DefNew total 1536K, used 28K [0x1, 0x2, 0x3)
                  eden space 1024K,   2% used [0x1, 0x2, 0x3)
                 Tenured total 6144K, used 5120K [0x1, 0x2, 0x3)
                   the  space 6144K,  83% used [0x1, 0x2, 0x3)
                 Metaspace       used 20000K, committed 20480K, reserved 1114112K
                """;

        assertThat(Heap.used(listed)).hasValue(28 + 5_120);
        assertThat(Heap.used("4711: no such process")).isEmpty();
    }
}
