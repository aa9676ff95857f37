package marquee.transport;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

/// One token a microsecond, at most three saved up, and a clock that begins anywhere.
class TokenBucketTest {
    private static final long START = -7_000_000_000L;

    private final TokenBucket bucket = new TokenBucket(1_000, 3);

    private int takeAll(long now) {
        int taken = 0;
        while (bucket.take(now)) {
            taken++;
        }
        return taken;
    }

    @Test
    void whatIsSavedUpCanBeTakenAtOnce() {
        assertThat(takeAll(START)).isEqualTo(3);
        assertThat(takeAll(START + 999)).isZero();
        assertThat(bucket.nextAt(START + 999)).isEqualTo(START + 1_000);
        assertThat(takeAll(START + 1_000)).isEqualTo(1);
    }

    @Test
    void noMoreIsSavedUpThanTheBurst() {
        takeAll(START);

        assertThat(takeAll(START + 1_000_000)).isEqualTo(3);
    }
}
