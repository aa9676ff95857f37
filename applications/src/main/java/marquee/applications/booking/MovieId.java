package marquee.applications.booking;

import com.google.common.base.Preconditions;
import java.time.LocalDate;
import java.time.YearMonth;
import org.jspecify.annotations.Nullable;

/// Says where and when something is shown: theatre, slot and `DDMMYY`, such as `ATWM160523`. Which
/// movie it is, it does not say: see [Show]. The natural order is by theatre, date and slot.
///
/// @param date in the years 2000 to 2099
public record MovieId(Theatre theatre, LocalDate date, TimeSlot slot)
        implements Comparable<MovieId> {
    /// The first day that an id can name.
    public static final LocalDate FIRST_DATE = LocalDate.of(2000, 1, 1);

    /// The last day that an id can name.
    public static final LocalDate LAST_DATE = LocalDate.of(2099, 12, 31);

    private static final int CENTURY = 2000;
    private static final int MONTHS = 12;
    private static final int PAIR = 2;
    private static final int DAY_AT = Theatre.CODE_LENGTH + 1;
    private static final int MONTH_AT = DAY_AT + PAIR;
    private static final int YEAR_AT = MONTH_AT + PAIR;
    private static final int LENGTH = YEAR_AT + PAIR;

    /// Checks the date's range.
    public MovieId {
        Preconditions.checkArgument(
                !date.isBefore(FIRST_DATE) && !date.isAfter(LAST_DATE), "date %s", date);
    }

    /// The id whose canonical spelling `text` is, or null; there is none for a day that the
    /// calendar does not have.
    public static @Nullable MovieId parse(String text) {
        var theatre = text.length() == LENGTH ? Theatre.startOf(text) : null;
        var slot = theatre == null ? null : TimeSlot.of(text.charAt(Theatre.CODE_LENGTH));
        if (theatre == null || slot == null) {
            return null;
        }
        int day = Digits.parse(text, DAY_AT, PAIR);
        int month = Digits.parse(text, MONTH_AT, PAIR);
        int year = Digits.parse(text, YEAR_AT, PAIR);
        if (month < 1 || month > MONTHS || year < 0) {
            return null;
        }
        var calendar = YearMonth.of(CENTURY + year, month);
        return calendar.isValidDay(day) ? new MovieId(theatre, calendar.atDay(day), slot) : null;
    }

    @Override
    public int compareTo(MovieId other) {
        int byTheatre = theatre.compareTo(other.theatre);
        if (byTheatre != 0) {
            return byTheatre;
        }
        int byDate = date.compareTo(other.date);
        return byDate != 0 ? byDate : slot.compareTo(other.slot);
    }

    /// The canonical spelling.
    @Override
    public String toString() {
        var text = new StringBuilder(LENGTH).append(theatre.name()).append(slot.letter());
        Digits.append(text, date.getDayOfMonth(), PAIR);
        Digits.append(text, date.getMonthValue(), PAIR);
        return Digits.append(text, date.getYear(), PAIR).toString();
    }
}
