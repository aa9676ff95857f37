package marquee.replicas.sql;

import com.google.common.collect.ImmutableSet;
import marquee.applications.Implementation;
import marquee.applications.StateMachine;
import marquee.applications.StoreException;

/// The implementation `sql` of booking, for [java.util.ServiceLoader].
public final class SqlImplementation implements Implementation {
    private static final String FILE = "booking.sqlite";

    @Override
    public String name() {
        return "sql";
    }

    @Override
    public StateMachine create() {
        return SqlBooking.inMemory();
    }

    @Override
    public ImmutableSet<String> files() {
        return ImmutableSet.of(FILE);
    }

    @Override
    public StateMachine createIn(String folder) throws StoreException {
        return SqlBooking.inFile(folder + "/" + FILE);
    }
}
