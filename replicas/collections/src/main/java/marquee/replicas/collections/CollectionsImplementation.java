package marquee.replicas.collections;

import marquee.applications.Implementation;
import marquee.applications.StateMachine;

/// The implementation `collections` of booking, for [java.util.ServiceLoader].
public final class CollectionsImplementation implements Implementation {
    @Override
    public String name() {
        return "collections";
    }

    @Override
    public StateMachine create() {
        return new CollectionsBooking();
    }
}
