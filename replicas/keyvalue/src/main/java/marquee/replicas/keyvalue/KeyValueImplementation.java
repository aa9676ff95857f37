package marquee.replicas.keyvalue;

import com.google.common.collect.ImmutableSet;
import marquee.applications.Implementation;
import marquee.applications.StateMachine;
import marquee.applications.StoreException;

/// The implementation `keyvalue` of booking, for [java.util.ServiceLoader].
public final class KeyValueImplementation implements Implementation {
    private static final String FILE = "booking.mvstore";

    @Override
    public String name() {
        return "keyvalue";
    }

    @Override
    public StateMachine create() {
        return new KeyValueBooking(BookingStore.inMemory());
    }

    @Override
    public ImmutableSet<String> files() {
        return ImmutableSet.of(FILE);
    }

    @Override
    public StateMachine createIn(String folder) throws StoreException {
        return new KeyValueBooking(BookingStore.inFile(folder + "/" + FILE));
    }
}
