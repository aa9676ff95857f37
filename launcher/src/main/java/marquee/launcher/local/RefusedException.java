package marquee.launcher.local;

import marquee.client.Answer;

/// A front end has answered, but not with what it was asked for. The message is one line, fit to be
/// shown as it is: the answer's code, and what the front end says of it.
public final class RefusedException extends Exception {
    private static final long serialVersionUID = 1L;

    private final int exitStatus;
    private final String message;
    private final String detail;

    /// @param answer one that is no success
    RefusedException(Answer answer) {
        exitStatus = answer.exitStatus();
        detail = answer.body().path("detail").asText();
        message = detail.isEmpty() ? answer.code() : answer.code() + ": " + detail;
    }

    @Override
    public String getMessage() {
        return message;
    }

    /// What the front end says to people about it; empty if it says nothing.
    public String detail() {
        return detail;
    }

    /// How a command is to end that wanted no more than this, of [marquee.config.ExitStatus].
    public int exitStatus() {
        return exitStatus;
    }
}
