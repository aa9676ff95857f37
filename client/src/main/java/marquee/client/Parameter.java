package marquee.client;

/// What a user says with an [Operation], called as in its usage.
enum Parameter {
    MOVIE_ID("movieId", false),
    MOVIE("movieName", false),
    NEW_MOVIE_ID("newMovieId", false),
    NEW_MOVIE("newMovieName", false),
    CAPACITY("capacity", true),
    TICKETS("tickets", true);

    private final String field;
    private final boolean isNumber;

    Parameter(String field, boolean isNumber) {
        this.field = field;
        this.isNumber = isNumber;
    }

    /// Its field in a request's body (docs/http-api.md).
    String field() {
        return field;
    }

    /// Whether it is an integer, of any size; all others are texts.
    boolean isNumber() {
        return isNumber;
    }
}
