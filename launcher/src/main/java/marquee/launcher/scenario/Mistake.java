package marquee.launcher.scenario;

/// Something in one line of a scenario that is not understood.
final class Mistake extends Exception {
    private static final long serialVersionUID = 1L;

    /// @param message what is wrong and what was expected, in one line
    Mistake(String message) {
        super(message);
    }

    /// `found` stands where `expected` should.
    static Mistake of(String found, String expected) {
        return new Mistake("'%s', expected %s".formatted(found, expected));
    }

    /// The message, which every mistake has.
    String text() {
        return String.valueOf(getMessage());
    }
}
