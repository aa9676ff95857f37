package marquee.frontend.process;

import marquee.applications.booking.BookingResult;
import marquee.frontend.process.web.ProblemCode;

/// What a front end answers a request for an operation, before an edge gives it its form.
public sealed interface Answer {
    /// Where in the order the request was answered.
    Place place();

    /// Where an answer comes from.
    ///
    /// @param number the request's place in the order, the first time's if it is a repeat; 0 if it
    ///   did not go through the order
    /// @param agreedBy the replicas whose replies made the answer, such as `R1,R3`; empty if it did
    ///   not go through the order
    record Place(long number, String agreedBy) {
        static final Place NONE = new Place(0, "");

        /// Whether the request went through the order.
        public boolean isInOrder() {
            return number > 0;
        }
    }

    /// The domain's own answer, a success or a refusal.
    record Done(BookingResult result, Place place) implements Answer {}

    /// The request was not done, or nothing is known of it.
    ///
    /// @param detail what is known, for people
    record Failed(ProblemCode code, String detail, Place place) implements Answer {
        static Failed early(ProblemCode code, String detail) {
            return new Failed(code, detail, Place.NONE);
        }
    }
}
