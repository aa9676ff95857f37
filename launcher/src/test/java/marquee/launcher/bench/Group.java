package marquee.launcher.bench;

/// What a front end says of a group of two.
final class Group {
    private Group() {}

    /// R1 and R2 vote, in their first lives.
    static String whole() {
        return "{\"view\":{\"slots\":[%s,%s]},\"events\":[]}"
                .formatted(slot("R1", 0, 4711), slot("R2", 0, 4712));
    }

    private static String slot(String slot, int incarnation, int pid) {
        return """
        {"slot":"%s","incarnation":%d,"implementation":"keyvalue","state":"ACTIVE",\
        "silentMillis":0,"pid":%d}\
        """
                .formatted(slot, incarnation, pid);
    }
}
