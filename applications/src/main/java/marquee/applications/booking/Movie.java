package marquee.applications.booking;

import org.jspecify.annotations.Nullable;

/// The catalogue of movies, in the order of their names. It is closed: there are no others.
public enum Movie {
    AVATAR("Avatar"),
    AVENGERS("Avengers"),
    TITANIC("Titanic");

    private final String title;

    Movie(String title) {
        this.title = title;
    }

    /// The canonical spelling of the movie's name.
    public String title() {
        return title;
    }

    /// The movie whose canonical spelling `text` is, or null.
    public static @Nullable Movie parse(String text) {
        for (var movie : values()) {
            if (movie.title.equals(text)) {
                return movie;
            }
        }
        return null;
    }

    /// The same as [#title].
    @Override
    public String toString() {
        return title;
    }
}
