package marquee.scenarios.lockstep;

import com.google.common.base.Splitter;
import com.google.common.collect.ImmutableList;
import com.google.common.collect.ImmutableMap;
import java.util.Map;

/// What must happen at least once in a campaign that is to mean something.
final class RequiredMarks {
    /// From how many operations on a campaign that has missed something is vacuous.
    static final int OPERATIONS = 100_000;

    /// The answers of each operation.
    private static final ImmutableMap<String, String> ANSWERS =
            ImmutableMap.of(
                    "add",
                    "BAD_USER_ID NOT_ALLOWED UNKNOWN_MOVIE BAD_MOVIE_ID BAD_NUMBER"
                            + " NOT_YOUR_THEATRE PAST_DATE TOO_FAR BELOW_BOOKED ADDED UPDATED",
                    "remove",
                    "BAD_USER_ID NOT_ALLOWED UNKNOWN_MOVIE BAD_MOVIE_ID NOT_YOUR_THEATRE PAST_DATE"
                            + " NO_SUCH_SHOW REMOVED",
                    "list",
                    "BAD_USER_ID UNKNOWN_MOVIE LISTED",
                    "book",
                    "BAD_USER_ID NOT_ALLOWED UNKNOWN_MOVIE BAD_MOVIE_ID BAD_NUMBER PAST_DATE"
                            + " NO_SUCH_SHOW SAME_SHOW_ELSEWHERE WEEK_LIMIT NOT_ENOUGH_SEATS"
                            + " BOOKED",
                    "schedule",
                    "BAD_USER_ID NOT_ALLOWED SCHEDULE",
                    "cancel",
                    "BAD_USER_ID NOT_ALLOWED UNKNOWN_MOVIE BAD_MOVIE_ID BAD_NUMBER PAST_DATE"
                            + " NO_SUCH_SHOW NOT_BOOKED TOO_MANY CANCELLED",
                    "exchange",
                    "BAD_USER_ID NOT_ALLOWED UNKNOWN_MOVIE BAD_MOVIE_ID BAD_NUMBER SAME_SHOW"
                            + " PAST_DATE NO_SUCH_SHOW NOT_BOOKED TOO_MANY SAME_SHOW_ELSEWHERE"
                            + " WEEK_LIMIT NOT_ENOUGH_SEATS EXCHANGED");

    private static final ImmutableList<String> OTHERS =
            ImmutableList.of(
                    "MALFORMED",
                    "a thousand records",
                    "a day after all that an id can name",
                    "a long listing",
                    "a schedule of what is past",
                    "book: for another",
                    "schedule: for another",
                    "cancel: for another",
                    "exchange: for another",
                    // Seats.
                    "sold out by a booking",
                    "sold out by an exchange",
                    "sold out by fewer seats",
                    "more tickets of a show already held",
                    // Removals.
                    "removed: nobody held it",
                    "removed: many held it",
                    "removed: a show of today",
                    "moved",
                    "moved: within a day",
                    "moved: to another month",
                    "moved: to another year",
                    "moved: to several shows",
                    "moved: onto a show already held",
                    "moved: past a clash",
                    "moved: past a show without enough seats",
                    "moved: beyond the week's limit",
                    "moved and dropped in one removal",
                    "dropped: a later show clashes",
                    "dropped: no later show will do",
                    "dropped: there is no later show",
                    // Exchanges.
                    "exchanged: some tickets",
                    "exchanged: all tickets",
                    "exchanged: between theatres",
                    "exchanged: between movies",
                    "exchanged: to the same show elsewhere",
                    "exchanged: within a full week",
                    // Rules 13 and 14.
                    "clash: with what is left of the old show",
                    "two movies at two theatres at once",
                    "full week: more than three held",
                    "full week: the old show still counts",
                    "full week: in two months",
                    "full week: in two years",
                    "full week: around a leap day",
                    "full week: from Monday to Sunday",
                    "the third foreign show of a week",
                    "more tickets in a full week",
                    "a home show in a full week",
                    "a foreign show after a full week",
                    "a foreign show before a full week");

    private RequiredMarks() {}

    /// All of them.
    static ImmutableList<String> names() {
        var names = ImmutableList.<String>builder();
        ANSWERS.forEach((operation, answers) ->
                Splitter.on(' ')
                        .split(answers)
                        .forEach(answer -> names.add(operation + ": " + answer)));
        return names.addAll(OTHERS).build();
    }

    /// Those that are missing in `counts`.
    static ImmutableList<String> missing(Map<String, Long> counts) {
        return names().stream()
                .filter(name -> !counts.containsKey(name))
                .collect(ImmutableList.toImmutableList());
    }
}
