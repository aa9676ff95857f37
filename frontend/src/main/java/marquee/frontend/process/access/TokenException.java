package marquee.frontend.process.access;

/// A token that is not accepted. It says why and nothing of what the token says.
public final class TokenException extends Exception {
    private static final long serialVersionUID = 1L;

    private final TokenFault fault;

    TokenException(TokenFault fault) {
        super(fault.name(), null, false, false); // A client's mistake needs no stack trace.
        this.fault = fault;
    }

    /// Why it is not.
    public TokenFault fault() {
        return fault;
    }
}
