package marquee.frontend.process.web;

/// Why the web service does not do what it was asked, for reasons of its own and not of the domain.
public enum ProblemCode {
    MALFORMED(400, "The request cannot be read"),
    NO_IDENTITY(401, "The request does not say who asks"),
    NOT_ALLOWED(403, "The user may not do this"),
    LAB_ONLY(403, "Only in a laboratory"),
    NO_SUCH_ROLE(404, "The cluster has no such role"),
    NO_SUCH_PATH(404, "There is nothing at this path"),
    NO_SUCH_METHOD(405, "The path does not take this method"),
    DATE_BACKWARDS(409, "The business date only moves forward"),
    TOO_LARGE(413, "The request is too large"),
    NOT_JSON(415, "The request's body is not said to be JSON"),
    MISDIRECTED(421, "The request is for another host"),
    KEY_REUSED(422, "The key has named another request before"),
    TOO_MANY_REQUESTS(429, "Too many requests are being worked on"),
    BROKEN(500, "The front end has a fault"),
    ENDING(503, "The front end ends"),
    NO_AGREEMENT(503, "Too few replicas have agreed in time");

    /// What to do about [#MISDIRECTED].
    public static final String OWN_HOST_EXPECTED =
            "expected this front end's address or its name in the header Host";

    /// Why a user is told to come back.
    public static final String TOO_MANY_IN_FLIGHT =
            "the user has too many requests in flight; this one was not done";

    private final int status;
    private final String title;

    ProblemCode(int status, String title) {
        this.status = status;
        this.title = title;
    }

    /// The HTTP status that says it.
    public int status() {
        return status;
    }

    /// Whether it passes, so that the client is told when to ask again.
    public boolean isTransient() {
        return switch (this) {
            case TOO_MANY_REQUESTS, ENDING, NO_AGREEMENT -> true;
            default -> false;
        };
    }

    /// What it is called, for people.
    public String title() {
        return title;
    }
}
