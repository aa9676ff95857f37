package marquee.applications.booking;

/// Decimal digits at fixed places of an id: ASCII only, unlike the JDK's parsers, which take the
/// digits of every script.
final class Digits {
    private static final int RADIX = 10;

    private Digits() {}

    /// The number that the `count` characters of `text` from `from` spell, or -1.
    static int parse(String text, int from, int count) {
        int value = 0;
        for (int i = from; i < from + count; i++) {
            int digit = text.charAt(i) - '0';
            if (digit < 0 || digit >= RADIX) {
                return -1;
            }
            value = value * RADIX + digit;
        }
        return value;
    }

    /// Appends the lowest `count` digits of `value`.
    static StringBuilder append(StringBuilder text, int value, int count) {
        int from = text.length();
        int rest = value;
        for (int i = 0; i < count; i++) {
            text.insert(from, (char) ('0' + rest % RADIX));
            rest /= RADIX;
        }
        return text;
    }
}
