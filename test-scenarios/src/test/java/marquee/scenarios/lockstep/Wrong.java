package marquee.scenarios.lockstep;

import java.time.LocalDate;
import marquee.applications.Implementation;
import marquee.applications.StateMachine;
import marquee.applications.booking.BookingCodec;
import marquee.applications.booking.BookingResult;
import marquee.applications.booking.BookingResult.Booked;
import marquee.applications.booking.BookingResult.Exchanged;
import marquee.applications.booking.BookingResult.Removed;
import marquee.applications.booking.CanonicalRecord;
import marquee.applications.booking.CanonicalRecord.OfBooking;
import marquee.applications.booking.model.ReferenceModel;
import marquee.protocol.wire.Bytes;
import org.jspecify.annotations.Nullable;

/// Implementations that are wrong on purpose, each in one thing: the reference model, spoilt.
enum Wrong implements Implementation {
    /// Says that a seat is left when tickets are added to a booking and none is.
    ANSWERS_WRONGLY {
        @Override
        BookingResult answer(BookingResult right) {
            return right instanceof Booked(int held, int left) && held > 1 && left == 0
                    ? new Booked(held, 1)
                    : right;
        }
    },
    /// Tells of no booking that ends.
    TELLS_TOO_LITTLE {
        @Override
        boolean tells(CanonicalRecord before, @Nullable Bytes after) {
            return after != null || !(before instanceof OfBooking);
        }
    },
    /// Throws when all tickets of a booking have been exchanged.
    THROWS {
        @Override
        BookingResult answer(BookingResult right) {
            if (right instanceof Exchanged exchanged && exchanged.held() == 0) {
                throw new IllegalStateException("no tickets left");
            }
            return right;
        }
    },
    /// Cannot find its bookings again when one of them has moved.
    LOSES_RECORDS {
        @Override
        boolean finds(CanonicalRecord there, boolean moved) {
            return !moved || !(there instanceof OfBooking);
        }
    },
    /// Cannot be read at all when a booking has moved.
    BREAKS_WHEN_READ {
        @Override
        boolean finds(CanonicalRecord there, boolean moved) {
            if (moved) {
                throw new IllegalStateException("broken at " + there);
            }
            return true;
        }
    };

    BookingResult answer(BookingResult right) {
        return right;
    }

    boolean tells(CanonicalRecord before, @Nullable Bytes after) {
        return true;
    }

    boolean finds(CanonicalRecord there, boolean moved) {
        return true;
    }

    @Override
    public StateMachine create() {
        return new Spoilt(this);
    }

    private static final class Spoilt implements StateMachine {
        private final StateMachine right = new ReferenceModel();
        private final Wrong wrong;
        private boolean moved;

        private Spoilt(Wrong wrong) {
            this.wrong = wrong;
        }

        @Override
        public Bytes execute(LocalDate businessDate, Bytes operation, RecordChanges changes) {
            var result =
                    right.execute(
                            businessDate,
                            operation,
                            (key, before, after) -> {
                                if (before == null || wrong.tells(decoded(key, before), after)) {
                                    changes.changed(key, before, after);
                                }
                            });
            var decoded = BookingCodec.decodeResult(result);
            if (decoded == null) {
                throw new IllegalStateException("the model gave no result");
            }
            moved |= decoded instanceof Removed removed && !removed.moved().isEmpty();
            return BookingCodec.encode(wrong.answer(decoded));
        }

        private static CanonicalRecord decoded(Bytes key, Bytes value) {
            var there = CanonicalRecord.decode(new StateRecord(key, value));
            if (there == null) {
                throw new IllegalStateException("no record");
            }
            return there;
        }

        @Override
        public void scan(@Nullable Bytes after, RecordVisitor visitor) {
            right.scan(
                    after,
                    (key, value) ->
                            !wrong.finds(decoded(key, value), moved) || visitor.visit(key, value));
        }

        @Override
        public boolean restore(Iterable<StateRecord> records) {
            return right.restore(records);
        }
    }
}
