package marquee.replicas.theatres;

import marquee.applications.Implementation;
import marquee.applications.StateMachine;

/// The implementation `theatres`: three theatre servers that know only their own shows and send one
/// another messages.
public final class TheatresImplementation implements Implementation {
    @Override
    public String name() {
        return "theatres";
    }

    @Override
    public StateMachine create() {
        return new TheatresBooking(new InOrderMailbox());
    }
}
