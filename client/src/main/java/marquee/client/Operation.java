package marquee.client;

import static marquee.client.Parameter.CAPACITY;
import static marquee.client.Parameter.MOVIE;
import static marquee.client.Parameter.MOVIE_ID;
import static marquee.client.Parameter.NEW_MOVIE;
import static marquee.client.Parameter.NEW_MOVIE_ID;
import static marquee.client.Parameter.TICKETS;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import com.google.common.base.Ascii;
import com.google.common.base.CharMatcher;
import com.google.common.base.Joiner;
import com.google.common.collect.ImmutableList;
import com.google.common.net.UrlEscapers;
import java.math.BigInteger;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The operations of docs/domain.md as a user types them: a word and its parameters, in this order.
public enum Operation {
    ADD("adds a show or changes its capacity (admin)", MOVIE_ID, MOVIE, CAPACITY),
    REMOVE("removes a show and moves its bookings on (admin)", MOVIE_ID, MOVIE),
    LIST("lists the shows of a movie with the seats left", MOVIE),
    BOOK("books tickets", MOVIE_ID, MOVIE, TICKETS),
    SCHEDULE("lists what the customer holds"),
    CANCEL("gives tickets back", MOVIE_ID, MOVIE, TICKETS),
    EXCHANGE("moves tickets to another show", MOVIE_ID, MOVIE, NEW_MOVIE_ID, NEW_MOVIE, TICKETS);

    /// The most digits of a number: as many as a request's body has bytes.
    static final int DIGITS_MAX = 64 * 1024;

    private static final CharMatcher DIGITS = CharMatcher.inRange('0', '9');

    private final String summary;
    private final ImmutableList<Parameter> parameters;

    Operation(String summary, Parameter... parameters) {
        this.summary = summary;
        this.parameters = ImmutableList.copyOf(parameters);
    }

    /// The operation that a user calls `word`, or null.
    public static @Nullable Operation parse(String word) {
        return Arrays.stream(values())
                .filter(operation -> operation.word().equals(word))
                .findFirst()
                .orElse(null);
    }

    /// All words, for people.
    public static String words() {
        return Arrays.stream(values()).map(Operation::word).collect(Collectors.joining(", "));
    }

    /// What a user calls it.
    public String word() {
        return Ascii.toLowerCase(name());
    }

    /// What it does, in a few words.
    public String summary() {
        return summary;
    }

    /// What has to be said with it.
    ImmutableList<Parameter> parameters() {
        return parameters;
    }

    /// The word and the names of the parameters.
    public String usage() {
        return parameters.isEmpty() ? word() : word() + " " + Joiner.on(' ').join(parameters);
    }

    /// Whether it can change anything, so that its request carries a key.
    public boolean mutates() {
        return this != LIST && this != SCHEDULE;
    }

    /// Whether it is done for a customer, so that an admin has to say for whom.
    boolean isForCustomer() {
        return switch (this) {
            case BOOK, SCHEDULE, CANCEL, EXCHANGE -> true;
            case ADD, REMOVE, LIST -> false;
        };
    }

    /// The request of `user` for `customer` with `arguments`, one for each parameter.
    ///
    /// @param key dropped where the operation changes nothing
    /// @throws UsageException if there are too few or too many, or one that should be a number is
    ///   none; everything else is left to the service
    public Call call(String user, String customer, List<String> arguments, String key)
            throws UsageException {
        check(arguments);
        var keyed = mutates() ? key : "";
        return switch (this) {
            case ADD -> new Call(user, "PUT", show(arguments), body(arguments, 2), keyed);
            case REMOVE -> new Call(user, "DELETE", show(arguments), null, keyed);
            case LIST -> new Call(user, "GET", list(arguments.getFirst()), null, keyed);
            case BOOK -> post(user, of(customer, "bookings"), arguments, keyed);
            case SCHEDULE -> new Call(user, "GET", of(customer, "bookings"), null, keyed);
            case CANCEL -> post(user, of(customer, "cancellations"), arguments, keyed);
            case EXCHANGE -> post(user, of(customer, "exchanges"), arguments, keyed);
        };
    }

    private Call post(String user, String path, List<String> arguments, String key) {
        return new Call(user, "POST", path, body(arguments, 0), key);
    }

    private void check(List<String> arguments) throws UsageException {
        if (arguments.size() != parameters.size()) {
            throw new UsageException(
                    "%s takes %d %s, not %d; expected: %s"
                            .formatted(
                                    word(),
                                    parameters.size(),
                                    parameters.size() == 1 ? "argument" : "arguments",
                                    arguments.size(),
                                    usage()));
        }
        for (int i = 0; i < parameters.size(); i++) {
            if (parameters.get(i).isNumber()) {
                checkNumber(arguments.get(i));
            }
        }
    }

    private void checkNumber(String argument) throws UsageException {
        int digits = argument.startsWith("-") ? argument.length() - 1 : argument.length();
        if (digits == 0 || DIGITS.countIn(argument) != digits) {
            throw new UsageException(
                    "'%s' is no number; expected: %s".formatted(argument, usage()));
        }
        if (digits > DIGITS_MAX) {
            throw new UsageException(
                    "a number of %d digits, expected at most %d".formatted(digits, DIGITS_MAX));
        }
    }

    /// The arguments from `first` on as the fields of docs/http-api.md.
    private ObjectNode body(List<String> arguments, int first) {
        var body = JsonNodeFactory.instance.objectNode();
        for (int i = first; i < parameters.size(); i++) {
            var parameter = parameters.get(i);
            if (parameter.isNumber()) {
                body.put(parameter.field(), new BigInteger(arguments.get(i)));
            } else {
                body.put(parameter.field(), arguments.get(i));
            }
        }
        return body;
    }

    private static String show(List<String> arguments) {
        return "/v1/shows/" + segment(arguments.get(0)) + "/" + segment(arguments.get(1));
    }

    private static String list(String movie) {
        return "/v1/shows?movieName=" + UrlEscapers.urlFormParameterEscaper().escape(movie);
    }

    private static String of(String customer, String what) {
        return "/v1/customers/" + segment(customer) + "/" + what;
    }

    private static String segment(String text) {
        return UrlEscapers.urlPathSegmentEscaper().escape(text);
    }
}
