package azalai.load;

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

    private Database() {}

    /**
     * Opens a session in auto-commit mode.
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
            throw new Refusal("postgres.url must begin with jdbc:postgresql:");
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
     * second whether a driver that was killed during the merge is still there (PostgreSQL 14 and later), within minutes
     * whether its machine is, and does not end the session because it idles while Spark reads.
     */
    static void tieToDriver(Connection connection) throws SQLException {
        try (Statement set = connection.createStatement()) {
            set.execute("""
                    SELECT set_config(name, value, false) FROM pg_settings JOIN (VALUES
                        ('idle_session_timeout', '0'), ('tcp_keepalives_idle', '60'),
                        ('tcp_keepalives_interval', '10'), ('tcp_keepalives_count', '6')) wanted (name, value)
                    USING (name)""");
            try {
                set.execute("SET client_connection_check_interval = '1s'");
            } catch (SQLException e) {
                LOG.info("The server cannot notice a killed driver during a statement: {}", e.getMessage());
            }
        }
    }
}
