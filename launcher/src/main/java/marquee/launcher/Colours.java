package marquee.launcher;

/// Marks words of tables for colours, once the columns are made.
final class Colours {
    private Colours() {}

    /// The line of a status with the states of slots in their colours.
    static String states(String line) {
        return line.replaceFirst("\\bACTIVE\\b", "@|green ACTIVE|@")
                .replaceFirst("\\b(REPLACING|JOINING)\\b", "@|yellow $1|@")
                .replaceFirst("\\bGONE\\b", "@|red GONE|@")
                .replaceFirst("^(the state digests of .* are equal.*)$", "@|green $1|@")
                .replaceFirst("^(the state digests differ.*)$", "@|red,bold $1|@");
    }
}
