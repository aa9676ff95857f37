package marquee.soap;

import marquee.frontend.process.ProblemCode;

/// A request cannot be read, for the reason that its message tells people.
public final class UnreadableException extends Exception {
    private static final long serialVersionUID = 1L;

    private final ProblemCode code;
    private final String detail;

    UnreadableException(ProblemCode code, String detail) {
        super(detail, null, false, false); // A client's mistake needs no stack trace.
        this.code = code;
        this.detail = detail;
    }

    ProblemCode code() {
        return code;
    }

    String detail() {
        return detail;
    }
}
