package marquee.applications.booking;

import org.jspecify.annotations.Nullable;

/// The three times of a day at which a movie is shown, the earliest first.
public enum TimeSlot {
    MORNING('M'),
    AFTERNOON('A'),
    EVENING('E');

    private final char letter;

    TimeSlot(char letter) {
        this.letter = letter;
    }

    /// The slot's letter in a movie id.
    public char letter() {
        return letter;
    }

    /// The slot of `letter`, or null.
    static @Nullable TimeSlot of(char letter) {
        for (var slot : values()) {
            if (slot.letter == letter) {
                return slot;
            }
        }
        return null;
    }
}
