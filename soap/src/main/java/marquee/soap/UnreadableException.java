package marquee.soap;

import marquee.frontend.process.web.ProblemCode;

/// A request cannot be read, for the reason that its message tells people.
public final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ProblemCode code;
    private final String detail;
    private final String fault;

    UnreadableException(ProblemCode code, String detail) {
        this(code, detail, Problem.whose(code));
    }

    /// @param fault as in [Problem]
    UnreadableException(ProblemCode code, String detail, String fault) {
        super(detail, null, false, false); // A client's mistake needs no stack trace.
        this.code = code;
        this.detail = detail;
        this.fault = fault;
    }

    ProblemCode code() {
        return code;
    }

    String detail() {
        return detail;
    }

    /// What the client is told.
    Problem problem() {
        return new Problem(code, detail, fault);
    }
}
