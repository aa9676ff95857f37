package marquee.replicas.keyvalue;

import marquee.applications.Implementation;
import marquee.applications.StateMachine;

/// The implementation `keyvalue` of booking, for [java.util.ServiceLoader].
public final class KeyValueImplementation implements Implementation {
    @Override
    public String name() {
        return "keyvalue";
    }

    @Override
    public StateMachine create() {
        return new KeyValueBooking();
    }
}
