package marquee.applications.booking;

import org.jspecify.annotations.Nullable;

/// The three theatres, in canonical order. A constant's name is its code in every id.
public enum Theatre {
    ATW("Atwater"),
    OUT("Outremont"),
    VER("Verdun");

    /// The number of characters of a code.
    static final int CODE_LENGTH = 3;

    private final String place;

    Theatre(String place) {
        this.place = place;
    }

    /// The name for people, such as `Atwater`.
    public String place() {
        return place;
    }

    /// The theatre with whose code `text` begins, or null.
    static @Nullable Theatre startOf(String text) {
        for (var theatre : values()) {
            if (text.startsWith(theatre.name())) {
                return theatre;
            }
        }
        return null;
    }
}
