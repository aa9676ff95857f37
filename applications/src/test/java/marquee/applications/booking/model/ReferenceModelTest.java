package marquee.applications.booking.model;

import java.util.stream.Stream;
import marquee.applications.booking.laws.BookingLaws;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.TestFactory;

class ReferenceModelTest {
    @TestFactory
    Stream<DynamicNode> obeysTheLaws() {
        return BookingLaws.of(ReferenceModel::new);
    }
}
