package marquee.replicas.host.state;

import java.util.Optional;
import java.util.TreeMap;
import marquee.applications.StateMachine;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// Reads the application's records as they were at one moment, a part at a time: what the
/// application still tells, and in the place of that what has changed since.
final class RecordExport {
    private final StateMachine application;

    /// What had not been passed when it changed, with the value before the first change; none if it
    /// was no record.
    private final TreeMap<Bytes, Optional<Bytes>> before = new TreeMap<>();

    private long beforeBytes;

    private @Nullable Bytes passedKey;

    /// Makes an export of what `application` holds now.
    RecordExport(StateMachine application) {
        this.application = application;
    }

    /// The record `key` had the value `value` until now; null is no record.
    void changed(Bytes key, @Nullable Bytes value) {
        boolean isAhead = passedKey == null || key.compareTo(passedKey) > 0;
        if (isAhead && !before.containsKey(key)) {
            var was = Optional.ofNullable(value);
            before.put(key, was);
            beforeBytes += bytes(key, was);
        }
    }

    /// Writes further records until `writer` is full or `most` have been read.
    ///
    /// @return how many more could have been read
    int write(SnapshotWriter writer, int most) {
        var step = new Step(writer, most);
        if (step.goesOn()) {
            application.scan(passedKey, step);
            while (step.goesOn() && !before.isEmpty()) {
                step.writeFirstKept();
            }
        }
        return step.budget;
    }

    /// How many records it keeps.
    int kept() {
        return before.size();
    }

    /// How many bytes these take.
    long keptBytes() {
        return beforeBytes;
    }

    /// Keeps none any more.
    void forget() {
        before.clear();
        beforeBytes = 0;
    }

    private static int bytes(Bytes key, Optional<Bytes> value) {
        return ExportLimits.RECORD_BYTES + key.length() + value.map(Bytes::length).orElse(0);
    }

    private final class Step implements StateMachine.RecordVisitor {
        private final SnapshotWriter writer;
        private int budget;

        Step(SnapshotWriter writer, int budget) {
            this.writer = writer;
            this.budget = budget;
        }

        boolean goesOn() {
            return budget > 0 && !writer.isFull();
        }

        @Override
        public boolean visit(Bytes key, Bytes value) {
            while (isKeptBefore(key)) {
                writeFirstKept();
                if (!goesOn()) {
                    return false;
                }
            }
            if (!before.isEmpty() && before.firstKey().equals(key)) {
                writeFirstKept();
            } else {
                passedKey = key;
                budget--;
                writer.application(key, value);
            }
            return goesOn();
        }

        void writeFirstKept() {
            var first = before.pollFirstEntry();
            beforeBytes -= bytes(first.getKey(), first.getValue());
            passedKey = first.getKey();
            budget--;
            first.getValue().ifPresent(value -> writer.application(first.getKey(), value));
        }

        private boolean isKeptBefore(Bytes key) {
            return !before.isEmpty() && before.firstKey().compareTo(key) < 0;
        }
    }
}
