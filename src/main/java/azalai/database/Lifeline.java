package azalai.database;

import azalai.config.Configuration;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Properties;

/**
 * One connection beside every pool, for what must get through however busy those are. One that was lost is made again
 * within the same call. Not for several threads.
 */
public final class Lifeline implements AutoCloseable {
    /** Takes one row. */
    public interface Each {
        /** Reads the row under the cursor. */
        void take(ResultSet row) throws SQLException;
    }

    private static final String SECONDS = "5";

    private final String url;
    private final Properties properties = new Properties();
    private Connection connection;

    /** To {@code postgres.url}, on first use. */
    public Lifeline(Configuration configuration) {
        this.url = configuration.get("postgres.url");
        properties.setProperty("user", configuration.get("postgres.user"));
        properties.setProperty("password", configuration.get("postgres.password"));
        properties.setProperty("ApplicationName", "azalai heartbeat");
        properties.setProperty("connectTimeout", SECONDS);
        properties.setProperty("loginTimeout", SECONDS);
        properties.setProperty("socketTimeout", SECONDS);
    }

    /** Hands over each row of a statement. */
    public void query(String sql, Each each, Object... parameters) throws SQLException {
        if (connection != null) {
            try {
                send(sql, each, parameters);
                return;
            } catch (SQLException e) {
                close();
            }
        }
        connection = DriverManager.getConnection(url, properties);
        send(sql, each, parameters);
    }

    private void send(String sql, Each each, Object... parameters) throws SQLException {
        try (PreparedStatement statement = Database.prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            while (rows.next()) {
                each.take(rows);
            }
        }
    }

    @Override
    public void close() {
        try (Connection lost = connection) {
            connection = null;
        } catch (SQLException e) {
            // It was lost: nothing is left to close.
            connection = null;
        }
    }
}
