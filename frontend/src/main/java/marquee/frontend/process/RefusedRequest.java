package marquee.frontend.process;

/// Ends the reading of a request with the reply that says what is wrong with it.
final class RefusedRequest extends Exception {
    private static final long serialVersionUID = 1L;

    private final transient Reply reply;

    RefusedRequest(ProblemCode code, String detail) {
        super(detail, null, false, false); // A client's mistake needs no stack trace.
        this.reply = Reply.problem(code, detail);
    }

    Reply reply() {
        return reply;
    }
}
