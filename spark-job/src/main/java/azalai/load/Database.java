package azalai.load;

import azalai.protocol.LoadRequest;
import java.io.IOException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Properties;
import org.postgresql.Driver;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Sessions of the database that is loaded, named so that pg_stat_activity tells which load they belong to. */
final class Database {
    private static final Logger LOG = LoggerFactory.getLogger(Database.class);

    /**
     * What a role, a database or a server may set to end work that takes long or waits: a load knows itself how long it
     * may wait. Asked by name, since transaction_timeout came with PostgreSQL 17.
     */
    private static final String NO_LIMITS = """
            SELECT set_config(name, '0', false) FROM pg_settings WHERE name IN ('statement_timeout', 'lock_timeout',
                'transaction_timeout', 'idle_in_transaction_session_timeout', 'idle_session_timeout')""";

    private Database() {}

    /** What is done within a transaction. */
    interface Work<T> {
        T run() throws SQLException, IOException;
    }

    /**
     * Does the work and commits it, the last thing for the session to do. Whatever flies, an {@link Error} too, rolls
     * everything back: nothing but the one commit here may commit, so auto-commit, which would, comes back only when the
     * transaction was rolled back.
     */
    static <T> T inTransaction(Connection connection, Work<T> work) throws SQLException, IOException {
        connection.setAutoCommit(false);
        try {
            T result = work.run();
            commit(connection);
            return result;
        } catch (Throwable failure) {
            rollBack(connection, failure);
            throw failure;
        }
    }

    private static void commit(Connection connection) throws SQLException {
        try {
            connection.commit();
        } catch (SQLException e) {
            if (SqlState.connectionLost(e)) {
                throw new Refusal(
                        "PostgreSQL was lost while it committed, so whether the load was committed is not known: run"
                                + " again, nothing is lost or loaded twice",
                        e);
            }
            throw e;
        }
    }

    /** A session that cannot roll back is lost, and its transaction with it: the failure before it is the one to tell. */
    private static void rollBack(Connection connection, Throwable failure) {
        try {
            connection.rollback();
            connection.setAutoCommit(true);
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /**
     * Opens a session in auto-commit mode, free of time limits.
     *
     * @param name what pg_stat_activity shows; cut to 63 bytes there
     */
    static Connection open(LoadRequest request, String name) throws SQLException {
        Properties properties = new Properties();
        if (request.jdbcUser() != null) {
            properties.setProperty("user", request.jdbcUser());
        }
        if (request.jdbcPassword() != null) {
            properties.setProperty("password", request.jdbcPassword());
        }
        properties.setProperty("ApplicationName", name);
        properties.setProperty("tcpKeepAlive", "true");
        // Saves a round trip: the name goes along with the login.
        properties.setProperty("assumeMinServerVersion", "12");
        // Not by DriverManager: it does not see a driver that Spark fetched for an executor.
        Connection connection = new Driver().connect(request.jdbcUrl(), properties);
        if (connection == null) {
            throw new LastingRefusal("postgres.url must begin with jdbc:postgresql:");
        }
        try (Statement set = connection.createStatement()) {
            set.execute(NO_LIMITS);
        } catch (Throwable e) {
            connection.close();
            throw e;
        }
        return connection;
    }

    static void rename(Connection connection, String name) throws SQLException {
        try (PreparedStatement set = connection.prepareStatement("SELECT set_config('application_name', ?, false)")) {
            set.setString(1, name);
            set.execute();
        }
    }

    /**
     * The session that holds a load's lock lives as long as its driver, no longer and no shorter: the server looks once a
     * second whether a driver that was killed during the merge is still there (PostgreSQL 14 and later), and within
     * minutes whether its machine is.
     */
    static void tieToDriver(Connection connection) throws SQLException {
        try (Statement set = connection.createStatement()) {
            set.execute("""
                    SELECT set_config(name, value, false) FROM pg_settings JOIN (VALUES
                        ('tcp_keepalives_idle', '60'), ('tcp_keepalives_interval', '10'),
                        ('tcp_keepalives_count', '6')) wanted (name, value)
                    USING (name)""");
            try {
                set.execute("SET client_connection_check_interval = '1s'");
            } catch (SQLException e) {
                LOG.info("The server cannot notice a killed driver during a statement: {}", e.getMessage());
            }
        }
    }
}
