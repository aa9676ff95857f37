package marquee.replicas.sql.engine;

import com.google.common.collect.ImmutableList;
import com.google.common.collect.Iterables;
import java.lang.ref.Cleaner;
import java.lang.ref.Reference;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/// A database in memory or in a file, of one user and one thread at a time. The engine is SQLite,
/// in the process itself and behind JDBC. A statement is a transaction of its own unless one has
/// been begun.
///
/// Its memory lies outside the heap. That and its file's descriptor are freed when the database is
/// no longer reachable: a state machine is forgotten, not closed.
public final class Database {
    private static final Cleaner CLEANER = Cleaner.create();

    /// Nothing on disk is read by a later life, so nothing waits for a disk; a journal in memory
    /// lets a transaction be taken back.
    private static final ImmutableList<String> SETTINGS =
            ImmutableList.of(
                    "PRAGMA journal_mode = MEMORY",
                    "PRAGMA synchronous = OFF",
                    "PRAGMA locking_mode = EXCLUSIVE",
                    "PRAGMA temp_store = MEMORY",
                    "PRAGMA foreign_keys = ON");

    private static final String IN_MEMORY = ":memory:";

    /// The engine's code of a violated constraint.
    private static final int SQLITE_CONSTRAINT = 19;

    private final Connection connection;
    private final Prepared begin;
    private final Prepared commit;
    private final Prepared rollback;

    private Database(Connection connection) throws SQLException {
        this.connection = connection;
        begin = prepare("BEGIN");
        commit = prepare("COMMIT");
        rollback = prepare("ROLLBACK");
        CLEANER.register(this, () -> close(connection));
    }

    /// Work on a database.
    ///
    /// @param <T> what comes of it
    public interface Work<T> {
        /// Does it.
        T run() throws SQLException;
    }

    /// Makes a database in memory in which `statements` have been executed.
    ///
    /// @throws SQLException if a statement is wrong
    /// @throws IllegalStateException if this machine cannot load the engine's library
    public static Database create(Iterable<String> statements) throws SQLException {
        return open(IN_MEMORY, statements);
    }

    /// Makes a database in the new file `path` in which `statements` have been executed.
    ///
    /// @throws SQLException if a statement is wrong, or the file cannot be written
    /// @throws IllegalStateException if this machine cannot load the engine's library
    public static Database createIn(String path, Iterable<String> statements) throws SQLException {
        // As a URI, in which no character of the path is taken for the beginning of parameters.
        return open(Path.of(path).toUri().toString(), statements);
    }

    private static Database open(String name, Iterable<String> statements) throws SQLException {
        NativeLibrary.load();
        var connection = DriverManager.getConnection("jdbc:sqlite:" + name);
        try {
            var database = new Database(connection);
            for (var statement : Iterables.concat(SETTINGS, statements)) {
                database.runOnce(statement);
            }
            return database;
        } catch (SQLException e) {
            connection.close();
            throw e;
        }
    }

    /// Executes a statement that is not worth keeping.
    public void runOnce(String sql) throws SQLException {
        try (var statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /// Prepares a statement for use as often as wanted.
    public Prepared prepare(String sql) throws SQLException {
        return new Prepared(connection.prepareStatement(sql));
    }

    /// Begins a transaction.
    public void begin() throws SQLException {
        begin.run();
    }

    /// Ends the transaction, and what it changed stays.
    public void commit() throws SQLException {
        commit.run();
    }

    /// Ends the transaction as if it had never been.
    public void rollback() throws SQLException {
        rollback.run();
    }

    /// Does `work` with this database, which stays open until then.
    ///
    /// @throws IllegalStateException if the database fails, or refuses what should not have been
    ///   tried: its user must stop (rule P49)
    public <T> T call(Work<T> work) {
        try {
            return work.run();
        } catch (SQLException e) {
            throw new IllegalStateException("the database failed", e);
        } finally {
            Reference.reachabilityFence(this);
        }
    }

    /// Whether `failure` means that a statement would have violated a constraint.
    public static boolean isViolation(SQLException failure) {
        return failure.getErrorCode() == SQLITE_CONSTRAINT;
    }

    private static void close(Connection connection) {
        try {
            connection.close();
        } catch (SQLException e) {
            throw new IllegalStateException("a database does not close", e);
        }
    }
}
