package marquee.protocol.replication;

import marquee.protocol.wire.Bytes;

/// What came of the request at one place in the order, as a replica saw it. Two replies are
/// identical when their outcomes have the same bytes, so that executing out of order counts as
/// incorrect too; who replied and when is outside (rule P9).
///
/// @param number the place at which the request was ordered this time
/// @param firstNumber the place at which it was executed; less than `number` for a repeat
/// @param verdict whether `result` is the application's
/// @param result the application's canonical result, empty unless the verdict is `EXECUTED`
public record Outcome(long number, long firstNumber, RequestId id, Verdict verdict, Bytes result) {
    /// The most bytes of one result: what a removal of a show with 10 000 bookings needs, and more.
    public static final int RESULT_MAX = 500 * 1024;

    /// Every replica can tell the outcomes of so many of the newest places. It may have forgotten
    /// older ones, which is not held against it.
    public static final int REMEMBERED = 8_192;

    /// What a replica did with a request. The order is that of the wire form.
    public enum Verdict {
        /// It was executed, now or at `firstNumber`.
        EXECUTED,
        /// Its id had named another operation before (rule P4).
        KEY_REUSED,
        /// The table of keys is full of younger ones (rule P3).
        KEYS_EXHAUSTED
    }
}
