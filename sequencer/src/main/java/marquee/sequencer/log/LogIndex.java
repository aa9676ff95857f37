package marquee.sequencer.log;

import java.util.Map;
import java.util.TreeMap;

/// Where entries lie: for about every [#SPACING] bytes of log the place of one group, so that a
/// range is found without reading the log from its start. 64 bytes of memory for each.
final class LogIndex {
    /// How many bytes of a segment lie between two indexed groups, at least.
    static final int SPACING = 16 * 1024;

    private final TreeMap<Long, Place> places = new TreeMap<>();
    private String file = "";
    private long offset;

    /// Where a group starts.
    record Place(String file, long offset) {}

    /// Takes note that the group whose first entry is `first` starts at `offset` of `file`. Called
    /// for each group, in order.
    void add(long first, String file, long offset) {
        if (!file.equals(this.file) || offset - this.offset >= SPACING) {
            this.file = file;
            this.offset = offset;
            places.put(first, new Place(file, offset));
        }
    }

    /// Forgets what lies before entry `number`, with which a segment starts.
    void cut(long number) {
        places.headMap(number).clear();
    }

    /// The last indexed group that starts at or before entry `number`; there must be one.
    Place before(long number) {
        Map.Entry<Long, Place> floor = places.floorEntry(number);
        if (floor == null) {
            throw new IllegalStateException("no group before entry " + number);
        }
        return floor.getValue();
    }
}
