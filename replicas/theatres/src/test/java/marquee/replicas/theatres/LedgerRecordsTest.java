package marquee.replicas.theatres;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.common.collect.ImmutableList;
import java.util.ArrayList;
import java.util.Objects;
import marquee.applications.StateMachine.StateRecord;
import marquee.applications.booking.laws.Stage;
import org.junit.jupiter.api.Test;

class LedgerRecordsTest {
    /// To note each record would take several times the memory of the books themselves.
    @Test
    void fillsBooksWithoutNotingWhatTheyWereBefore() {
        var booking = new TheatresBooking(new InOrderMailbox());
        new Stage(booking)
                .given("ATWA1111 add ATWM160523 Avatar 5", "ATWC1111 book ATWM160523 Avatar 2");
        var records = new ArrayList<StateRecord>();
        booking.scan(null, (key, value) -> records.add(new StateRecord(key, value)));

        var ledgers = Objects.requireNonNull(LedgerRecords.read(ImmutableList.copyOf(records)));

        var told = new ArrayList<String>();
        ledgers.values().forEach(ledger -> ledger.settle((key, _, _) -> told.add(key.toString())));
        assertThat(told).isEmpty();
        assertThat(records).hasSize(2);
    }
}
