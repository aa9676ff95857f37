package marquee.replicas.sql.engine;

import static com.google.common.base.Preconditions.checkState;

import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;

/// A prepared statement with parameters that are all integers, given in the order of their numbers.
public final class Prepared {
    private final PreparedStatement statement;

    Prepared(PreparedStatement statement) {
        this.statement = statement;
    }

    /// The rows, to be closed before the statement is used again.
    public ResultSet query(int... parameters) throws SQLException {
        bind(parameters);
        return statement.executeQuery();
    }

    /// Changes whatever rows there are to change.
    ///
    /// @return how many
    public int run(int... parameters) throws SQLException {
        bind(parameters);
        return statement.executeUpdate();
    }

    /// Changes a row that is known to be there, or to be missing if it is inserted.
    ///
    /// @throws IllegalStateException if it is not so
    public void runOnOne(int... parameters) throws SQLException {
        int rows = run(parameters);
        checkState(rows == 1, "%s rows were changed", rows);
    }

    private void bind(int[] parameters) throws SQLException {
        for (int i = 0; i < parameters.length; i++) {
            statement.setInt(i + 1, parameters[i]);
        }
    }
}
