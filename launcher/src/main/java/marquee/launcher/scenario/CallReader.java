package marquee.launcher.scenario;

import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import marquee.client.Operation;
import marquee.client.UsageException;
import marquee.launcher.scenario.Step.Call;
import org.jspecify.annotations.Nullable;

/// Reads calls, what they must see, and how many of them see what.
final class CallReader {
    private static final Pattern CALLER =
            Pattern.compile(
                    "(?<user>[^@#> ]+)(?: for (?<customer>[^@#> ]+))?"
                            + "(?:@(?<frontEnd>[1-9]))?(?:#(?<key>[A-Za-z0-9_.-]{1,40}))?");
    private static final String EXPECTED_CALLER =
            "USER, USER for CUSTOMER, then perhaps @2 for a front end and #k1 for a key, before '>'";
    private static final Splitter BLANKS = Splitter.on(CharMatcher.whitespace()).omitEmptyStrings();

    private CallReader() {}

    /// Whether `line` looks like a call.
    static boolean isCall(String line) {
        return line.indexOf('>') > 0;
    }

    /// The call on the line `number`.
    ///
    /// @param frontEnds how many there are
    static Call call(int number, String line, int frontEnds) throws Mistake {
        int end = line.indexOf('>');
        var caller = CALLER.matcher(line.substring(0, end).strip());
        if (!caller.matches()) {
            throw Mistake.of(line.substring(0, end).strip(), EXPECTED_CALLER);
        }
        var words = BLANKS.splitToList(line.substring(end + 1));
        if (words.isEmpty()) {
            throw new Mistake("nothing after '>', expected one of " + Operation.words());
        }
        var operation = Operation.parse(Ascii.toLowerCase(words.getFirst()));
        if (operation == null) {
            throw Mistake.of(words.getFirst(), "one of " + Operation.words());
        }
        var arguments = ImmutableList.copyOf(words.subList(1, words.size()));
        var user = caller.group("user");
        var customer = caller.group("customer") == null ? user : caller.group("customer");
        try {
            operation.call(user, customer, arguments, "key");
        } catch (UsageException e) {
            throw new Mistake(String.valueOf(e.getMessage()));
        }
        return new Call(
                number,
                user,
                customer,
                frontEnd(caller.group("frontEnd"), frontEnds),
                caller.group("key"),
                operation,
                arguments,
                ImmutableList.of());
    }

    private static int frontEnd(@Nullable String digit, int frontEnds) throws Mistake {
        int index = digit == null ? 0 : Integer.parseInt(digit);
        if (index > frontEnds) {
            throw Mistake.of("@" + index, "a front end from @1 to @" + frontEnds);
        }
        return index;
    }

    /// `call` with what must be seen, as the line below it says.
    static Call seen(Call call, String line) throws Mistake {
        var alternatives = ImmutableList.<String>builder();
        for (var alternative : Splitter.on('|').trimResults().split(line)) {
            Codes.check(call.operation(), Seen.code(alternative));
            alternatives.add(alternative);
        }
        return call.expecting(alternatives.build());
    }

    /// How many of `calls` must see each code.
    static ImmutableMap<String, Integer> tally(ImmutableList<Call> calls, String line)
            throws Mistake {
        var tally = new LinkedHashMap<String, Integer>();
        for (var part : Splitter.on(',').trimResults().split(line)) {
            var words = BLANKS.splitToList(part);
            if (words.size() != 2 || !words.getFirst().matches("[0-9]{1,3}")) {
                throw Mistake.of(part, "a number and a code, such as 1 BOOKED");
            }
            var code = words.getLast();
            for (var call : calls) {
                Codes.check(call.operation(), code);
            }
            if (tally.put(code, Integer.parseInt(words.getFirst())) != null) {
                throw Mistake.of(code, "each code once");
            }
        }
        check(tally, calls.size());
        return ImmutableMap.copyOf(tally);
    }

    private static void check(Map<String, Integer> tally, int calls) throws Mistake {
        int sum = tally.values().stream().mapToInt(Integer::intValue).sum();
        if (sum != calls) {
            throw new Mistake(
                    "the numbers come to %d, expected %d, one for each call".formatted(sum, calls));
        }
    }
}
