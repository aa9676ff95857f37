package marquee.launcher.trouble;

/// What is done to a replica.
///
/// @param slot the slot it fills, such as `R3`
public record Trouble(String slot, Kind kind) {
    /// How a replica is made to fail.
    public enum Kind {
        /// It answers three requests in a row incorrectly.
        LIE("its next three replies are wrong", "wrong-reply:3", "STRUCK_OUT"),
        /// Its state becomes another one.
        ROT("its state rots", "wrong-state", "ROTTEN_STATE"),
        /// Its process is killed.
        KILL("killed with SIGKILL", "", "CRASHED"),
        /// Its process is stopped.
        STOP("stopped with SIGSTOP", "", "CRASHED"),
        /// Its loop stands still.
        HANG("it hangs", "hang", "CRASHED"),
        /// It keeps its replies back.
        SILENT("it keeps its replies back", "silent", "UNRESPONSIVE");

        private final String words;
        private final String faults;
        private final String reason;

        Kind(String words, String faults, String reason) {
            this.words = words;
            this.faults = faults;
            this.reason = reason;
        }

        /// What is done, in words.
        public String words() {
            return words;
        }

        /// What the replica is told to do wrong; empty where its process is sent a signal.
        String faults() {
            return faults;
        }

        /// Why it is replaced.
        String reason() {
            return reason;
        }

        /// Whether it answers incorrectly, so that the same implementation would again.
        boolean isLie() {
            return this == LIE || this == ROT;
        }
    }
}
