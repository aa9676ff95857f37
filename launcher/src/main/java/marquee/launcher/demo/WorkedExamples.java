package marquee.launcher.demo;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import marquee.client.Operation;
import marquee.launcher.console.Narrator;
import marquee.launcher.customers.Caller;
import marquee.launcher.scenario.Seen;

/// The worked examples of docs/domain.md, moved to begin at any business date: ten requests and
/// what each must be answered.
public final class WorkedExamples {
    private static final DateTimeFormatter DAY = DateTimeFormatter.ofPattern("ddMMyy", Locale.ROOT);
    private static final int WINDOW_DAYS = 7;

    private final String soon;
    private final String last;
    private final String tooFar;

    /// The examples for the business date `today`.
    public WorkedExamples(LocalDate today) {
        soon = DAY.format(today.plusDays(1));
        last = DAY.format(today.plusDays(WINDOW_DAYS));
        tooFar = DAY.format(today.plusDays(WINDOW_DAYS + 1));
    }

    /// A request, and what of its answer is known beforehand.
    ///
    /// @param expected the code and fields, as [Seen] writes them
    public record Example(
            String user, Operation operation, ImmutableList<String> arguments, String expected) {
        /// The request as a user types it.
        public String typed() {
            return user + " " + operation.word() + " " + String.join(" ", arguments);
        }
    }

    /// The examples, in their order.
    public ImmutableList<Example> examples() {
        var show = "ATWM" + soon;
        var next = "ATWE" + last;
        var admin = "ATWA1111";
        return ImmutableList.of(
                example(
                        admin,
                        Operation.ADD,
                        "ADDED capacity 3 booked 0 left 3",
                        show,
                        "Avatar",
                        "3"),
                example(
                        admin,
                        Operation.ADD,
                        "ADDED capacity 5 booked 0 left 5",
                        show,
                        "Titanic",
                        "5"),
                example(admin, Operation.ADD, "NOT_YOUR_THEATRE", "VERM" + soon, "Avatar", "5"),
                example(admin, Operation.ADD, "TOO_FAR", "ATWE" + tooFar, "Avatar", "5"),
                example(
                        admin,
                        Operation.ADD,
                        "ADDED capacity 5 booked 0 left 5",
                        next,
                        "Avatar",
                        "5"),
                example("ATWC2222", Operation.BOOK, "BOOKED held 2 left 1", show, "Avatar", "2"),
                example("VERC3333", Operation.BOOK, "NOT_ENOUGH_SEATS left 1", show, "Avatar", "2"),
                example("VERC3333", Operation.BOOK, "BOOKED held 1 left 0", show, "Avatar", "1"),
                example(admin, Operation.ADD, "BELOW_BOOKED booked 3", show, "Avatar", "2"),
                example(
                        admin,
                        Operation.REMOVE,
                        "REMOVED ATWC2222 2 " + next + " VERC3333 1 " + next,
                        show,
                        "Avatar"));
    }

    /// Makes all requests and tells of them. Behind one without an answer, none is wrong: nobody
    /// knows whether it was done.
    void run(Function<String, Caller> callers, Narrator narrator) throws InterruptedException {
        boolean sure = true;
        for (var example : examples()) {
            var caller = callers.apply(example.user());
            var answer = caller.call(example.operation(), example.arguments().toArray());
            var got = answer.map(Seen::of);
            sure &= got.isPresent();
            if (sure && !got.equals(Optional.of(example.expected()))) {
                caller.wrong();
            }
            narrator.verdict(
                    got.equals(Optional.of(example.expected())),
                    "%-46s %s".formatted(example.typed(), got.orElse("no answer")));
        }
    }

    private static Example example(
            String user, Operation operation, String expected, String... arguments) {
        return new Example(user, operation, ImmutableList.copyOf(arguments), expected);
    }
}
