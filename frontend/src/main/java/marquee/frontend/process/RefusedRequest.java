package marquee.frontend.process;

/// Ends the reading of a request with the reply that says what is wrong with it.
final class RefusedRequest extends Exception {
    private static final long serialVersionUID = 1L;

    private final ProblemCode code;
    private final String detail;

    RefusedRequest(ProblemCode code, String detail) {
        super(detail, null, false, false); // A client's mistake needs no stack trace.
        this.code = code;
        this.detail = detail;
    }

    Reply reply() {
        return Reply.problem(code, detail);
    }

    ProblemCode code() {
        return code;
    }

    String detail() {
        return detail;
    }
}
