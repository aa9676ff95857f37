package marquee.config;

import com.google.common.base.Splitter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a `--fault` told one role to do wrong: answer incorrectly, or lose, double, reorder,
/// corrupt and delay what its links carry. Shares of links are per mille of the datagrams.
///
/// @param text as written, empty for no fault
/// @param delayMillis how long each datagram is held, in milliseconds
public record RoleFaults(
        String text,
        WrongReply wrongReply,
        int dropPerMille,
        int duplicatePerMille,
        int reorderPerMille,
        int corruptPerMille,
        long delayMillis) {
    /// No fault at all.
    public static final RoleFaults NONE = new RoleFaults("", WrongReply.NEVER, 0, 0, 0, 0, 0);

    /// The longest delay that can be asked for, in milliseconds.
    public static final long DELAY_MILLIS_MAX = 10_000;

    private static final int COUNT_DIGITS_MAX = 9;
    private static final String EXPECTED =
            "wrong-reply, wrong-reply:3, wrong-reply:2/3, drop:10%, duplicate:5%, reorder:10%,"
                    + " corrupt:5% or delay:20ms, joined by commas";
    private static final Pattern WRONG_REPLY =
            Pattern.compile("wrong-reply(?::(?<count>[0-9]+)(?:/(?<cycle>[0-9]+))?)?");
    private static final Pattern SHARE =
            Pattern.compile(
                    "(?<kind>drop|duplicate|reorder|corrupt):(?<percent>[0-9]{1,3}(\\.[0-9])?)%");
    private static final Pattern DELAY = Pattern.compile("delay:(?<millis>[0-9]+)ms");

    /// Which of a replica's replies are incorrect: of every `cycle` replies the first `count`, or,
    /// where `cycle` is 0, the next `count` and then no more.
    public record WrongReply(int count, int cycle) {
        /// None.
        public static final WrongReply NEVER = new WrongReply(0, 0);

        /// Every one.
        public static final WrongReply ALWAYS = new WrongReply(1, 1);

        /// Whether the reply after `before` others, from 0, is to be incorrect.
        public boolean applies(long before) {
            return (cycle == 0 ? before : before % cycle) < count;
        }
    }

    /// Reads faults joined by commas.
    ///
    /// @throws ConfigException if one of them is not known or its number makes no sense
    public static RoleFaults parse(String text) throws ConfigException {
        var faults = NONE;
        for (var fault : Splitter.on(',').trimResults().split(text)) {
            faults = faults.with(fault);
        }
        return new RoleFaults(
                text,
                faults.wrongReply,
                faults.dropPerMille,
                faults.duplicatePerMille,
                faults.reorderPerMille,
                faults.corruptPerMille,
                faults.delayMillis);
    }

    /// Whether any of the faults is one of links.
    public boolean onLinks() {
        return dropPerMille + duplicatePerMille + reorderPerMille + corruptPerMille > 0
                || delayMillis > 0;
    }

    private RoleFaults with(String fault) throws ConfigException {
        var wrong = WRONG_REPLY.matcher(fault);
        if (wrong.matches()) {
            return withWrongReply(fault, wrong);
        }
        var share = SHARE.matcher(fault);
        if (share.matches()) {
            return withShare(fault, share);
        }
        var delay = DELAY.matcher(fault);
        if (delay.matches()) {
            return withDelay(number(fault, delay.group("millis"), DELAY_MILLIS_MAX));
        }
        throw new ConfigException("unknown fault '%s', expected %s".formatted(fault, EXPECTED));
    }

    private RoleFaults withWrongReply(String fault, Matcher match) throws ConfigException {
        if (match.group("count") == null) {
            return withWrongReply(WrongReply.ALWAYS);
        }
        int count = (int) number(fault, match.group("count"), Integer.MAX_VALUE);
        if (match.group("cycle") == null) {
            return withWrongReply(new WrongReply(count, 0));
        }
        int cycle = (int) number(fault, match.group("cycle"), Integer.MAX_VALUE);
        if (cycle == 0 || count > cycle) {
            throw new ConfigException(
                    "fault '%s': %d of every %d, expected a share such as 2/3"
                            .formatted(fault, count, cycle));
        }
        return withWrongReply(new WrongReply(count, cycle));
    }

    private RoleFaults withShare(String fault, Matcher match) throws ConfigException {
        int perMille = (int) Math.round(Double.parseDouble(match.group("percent")) * 10);
        if (perMille > 1_000) {
            throw new ConfigException("fault '%s': expected at most 100%%".formatted(fault));
        }
        return switch (match.group("kind")) {
            case "drop" -> withLinks(perMille, duplicatePerMille, reorderPerMille, corruptPerMille);
            case "duplicate" -> withLinks(dropPerMille, perMille, reorderPerMille, corruptPerMille);
            case "reorder" -> withLinks(dropPerMille, duplicatePerMille, perMille, corruptPerMille);
            default -> withLinks(dropPerMille, duplicatePerMille, reorderPerMille, perMille);
        };
    }

    private RoleFaults withWrongReply(WrongReply wrong) {
        return new RoleFaults(
                text,
                wrong,
                dropPerMille,
                duplicatePerMille,
                reorderPerMille,
                corruptPerMille,
                delayMillis);
    }

    private RoleFaults withLinks(int drop, int duplicate, int reorder, int corrupt) {
        return new RoleFaults(text, wrongReply, drop, duplicate, reorder, corrupt, delayMillis);
    }

    private RoleFaults withDelay(long millis) {
        return new RoleFaults(
                text,
                wrongReply,
                dropPerMille,
                duplicatePerMille,
                reorderPerMille,
                corruptPerMille,
                millis);
    }

    private static long number(String fault, String digits, long max) throws ConfigException {
        var value = digits.length() > COUNT_DIGITS_MAX ? Long.MAX_VALUE : Long.parseLong(digits);
        if (value > max) {
            throw new ConfigException("fault '%s': expected at most %d".formatted(fault, max));
        }
        return value;
    }
}
