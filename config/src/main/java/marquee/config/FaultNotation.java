package marquee.config;

import com.google.common.base.Splitter;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import marquee.config.RoleFaults.WrongReply;
import marquee.transport.LinkFaults;

/// Reads faults as people write them, one after the other. A later one of the same kind stands.
final class FaultNotation {
    /// The faults that every role can have.
    static final String OF_LINKS = RoleFaults.OF_LINKS.replace("%%", "%") + ", joined by commas";

    private static final String EXPECTED = RoleFaults.OF_REPLICAS + ", " + OF_LINKS;
    private static final Pattern FORM =
            Pattern.compile(
                    "(?<name>[a-z-]+)"
                            + "(?::(?<percent>[0-9]{1,3}(?:\\.[0-9])?)%|:(?<millis>[0-9]+)ms"
                            + "|:(?<count>[0-9]+)(?:/(?<cycle>[0-9]+))?|@(?<number>[0-9]+))?");
    private static final long NANOS_A_MILLI = 1_000_000;
    private static final int PER_MILLE = 1_000;
    private static final int DIGITS_MAX = 15;

    private WrongReply wrongReply = WrongReply.NEVER;
    private boolean silent;
    private long slowMillis;
    private boolean rotten;
    private boolean hangs;
    private long crashAt = RoleFaults.NEVER;
    private int drop;
    private int duplicate;
    private int reorder;
    private int corrupt;
    private long delayMillis;

    private FaultNotation() {}

    static RoleFaults parse(String text) throws ConfigException {
        if (text.length() > RoleFaults.TEXT_MAX) {
            throw new ConfigException(
                    "faults of %d characters, expected at most %d"
                            .formatted(text.length(), RoleFaults.TEXT_MAX));
        }
        var notation = new FaultNotation();
        var faults = Splitter.on(',').trimResults().splitToList(text);
        for (var fault : faults) {
            notation.add(fault);
        }
        return notation.faults(String.join(",", faults));
    }

    private RoleFaults faults(String text) {
        return new RoleFaults(
                text,
                new LinkFaults(drop, duplicate, reorder, corrupt, delayMillis * NANOS_A_MILLI),
                wrongReply,
                silent,
                slowMillis,
                rotten,
                hangs,
                crashAt);
    }

    private void add(String fault) throws ConfigException {
        var form = FORM.matcher(fault);
        if (!form.matches() || !take(fault, form)) {
            throw new ConfigException("unknown fault '%s', expected %s".formatted(fault, EXPECTED));
        }
    }

    /// Whether there is such a fault with such a number behind it.
    private boolean take(String fault, Matcher form) throws ConfigException {
        if (form.group("percent") != null) {
            return takeShare(form.group("name"), perMille(fault, form.group("percent")));
        }
        if (form.group("millis") != null) {
            long millis = number(fault, form.group("millis"), RoleFaults.DELAY_MILLIS_MAX);
            return takeMillis(form.group("name"), millis);
        }
        if (form.group("count") != null) {
            wrongReply = wrongReply(fault, form);
            return form.group("name").equals("wrong-reply");
        }
        if (form.group("number") != null) {
            crashAt = number(fault, form.group("number"), RoleFaults.NEVER - 1);
            return form.group("name").equals("crash");
        }
        return takeAlone(form.group("name"));
    }

    private boolean takeShare(String name, int perMille) {
        switch (name) {
            case "drop" -> drop = perMille;
            case "duplicate" -> duplicate = perMille;
            case "reorder" -> reorder = perMille;
            case "corrupt" -> corrupt = perMille;
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean takeMillis(String name, long millis) {
        switch (name) {
            case "delay" -> delayMillis = millis;
            case "slow" -> slowMillis = millis;
            default -> {
                return false;
            }
        }
        return true;
    }

    private boolean takeAlone(String name) {
        switch (name) {
            case "wrong-reply" -> wrongReply = WrongReply.ALWAYS;
            case "wrong-state" -> rotten = true;
            case "crash" -> crashAt = 0;
            case "hang" -> hangs = true;
            case "silent" -> silent = true;
            default -> {
                return false;
            }
        }
        return true;
    }

    private static WrongReply wrongReply(String fault, Matcher form) throws ConfigException {
        int count = (int) number(fault, form.group("count"), Integer.MAX_VALUE);
        if (form.group("cycle") == null) {
            return new WrongReply(count, 0);
        }
        int cycle = (int) number(fault, form.group("cycle"), Integer.MAX_VALUE);
        if (cycle == 0 || count > cycle) {
            throw new ConfigException(
                    "fault '%s': %d of every %d, expected a share such as 2/3"
                            .formatted(fault, count, cycle));
        }
        return new WrongReply(count, cycle);
    }

    private static int perMille(String fault, String percent) throws ConfigException {
        int perMille = (int) Math.round(Double.parseDouble(percent) * 10);
        if (perMille > PER_MILLE) {
            throw new ConfigException("fault '%s': expected at most 100%%".formatted(fault));
        }
        return perMille;
    }

    private static long number(String fault, String digits, long max) throws ConfigException {
        var value = digits.length() > DIGITS_MAX ? Long.MAX_VALUE : Long.parseLong(digits);
        if (value > max) {
            throw new ConfigException("fault '%s': expected at most %d".formatted(fault, max));
        }
        return value;
    }
}
