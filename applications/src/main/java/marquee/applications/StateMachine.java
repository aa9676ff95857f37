package marquee.applications;

import com.google.common.collect.ImmutableList;
import java.time.LocalDate;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// A replicated service: its results and its state depend on nothing but the operations executed so
/// far and their business dates (Schneider 1990). Operations, results and records are opaque to
/// everything but the application. Used by one thread at a time.
///
/// The *abstract state* is a set of records, each a key and a value in a canonical form that all
/// implementations of one application share (Rodrigues, Castro and Liskov 2001).
public interface StateMachine {
    /// Executes `operation`, whatever its bytes, in one atomic step, and tells `changes` of each
    /// record that is another one afterwards, once.
    ///
    /// @return the result in its canonical form
    Bytes execute(LocalDate businessDate, Bytes operation, RecordChanges changes);

    /// Shows `visitor` the records of the abstract state in ascending order of their keys, out of
    /// the implementation's own store, until it has seen enough. What the store keeps beside the
    /// records, such as sums and indexes, is compared with each of them on the way.
    ///
    /// @param after only records with greater keys; null for all
    /// @throws IllegalStateException if the store contradicts itself: its user must stop (rule P49)
    void scan(@Nullable Bytes after, RecordVisitor visitor);

    /// All records of the abstract state in ascending order of their keys, for a caller that has
    /// room for them.
    ///
    /// @throws IllegalStateException as of [#scan]
    default ImmutableList<StateRecord> records() {
        var records = ImmutableList.<StateRecord>builder();
        scan(
                null,
                (key, value) -> {
                    records.add(new StateRecord(key, value));
                    return true;
                });
        return records.build();
    }

    /// Puts the state that `records` describe in the place of the present one.
    ///
    /// @return whether that was done; false, and nothing changed, if they are not the canonical
    ///   records of a possible state in ascending order of their keys
    boolean restore(Iterable<StateRecord> records);

    /// One record of the abstract state.
    record StateRecord(Bytes key, Bytes value) {}

    /// Told of what an operation changed.
    interface RecordChanges {
        /// The record `key` had the value `before` and now has `after`; null is no record.
        void changed(Bytes key, @Nullable Bytes before, @Nullable Bytes after);
    }

    /// Shown records in order.
    interface RecordVisitor {
        /// Takes the record `key`, and returns whether to go on.
        boolean visit(Bytes key, Bytes value);
    }
}
