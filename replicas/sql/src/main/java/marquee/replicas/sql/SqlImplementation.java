package marquee.replicas.sql;

import marquee.applications.Implementation;
import marquee.applications.StateMachine;

/// The implementation `sql` of booking, for [java.util.ServiceLoader].
public final class SqlImplementation implements Implementation {
    @Override
    public String name() {
        return "sql";
    }

    @Override
    public StateMachine create() {
        return new SqlBooking();
    }
}
