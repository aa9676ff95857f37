package marquee.frontend.process.web;

/// Ends the reading of a request with the reply that says what is wrong with it.
public final class RefusedRequest extends Exception {
    private static final long serialVersionUID = 1L;

    private final ProblemCode code;
    private final String detail;

    /// @param detail what was expected, for people
    public RefusedRequest(ProblemCode code, String detail) {
        super(detail, null, false, false); // A client's mistake needs no stack trace.
        this.code = code;
        this.detail = detail;
    }

    /// The reply that says it.
    public Reply reply() {
        return Reply.problem(code, detail);
    }

    /// What is wrong.
    public ProblemCode code() {
        return code;
    }

    /// What was expected, for people.
    public String detail() {
        return detail;
    }
}
