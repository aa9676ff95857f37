package marquee.config;

import java.nio.file.Path;
import java.util.Locale;

/// The sequencer: where it is and how it keeps its log.
///
/// @param data the folder of its log
public record SequencerConfig(NodeConfig node, Path data, Durability durability) {
    /// What an entry of the log has reached before anybody is told of it.
    public enum Durability {
        /// The operating system: survives a crash of the process.
        OS,
        /// The disk: survives a crash of the machine.
        FSYNC,
        /// Nothing: what is written survives nothing; for measurements only.
        NONE;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
