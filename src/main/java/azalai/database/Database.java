package azalai.database;

import azalai.config.Configuration;
import azalai.error.Failure;
import azalai.error.SqlFailures;
import com.zaxxer.hikari.HikariConfig;
import com.zaxxer.hikari.HikariDataSource;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import javax.sql.DataSource;

/** The application's connections to its PostgreSQL, and short calls over them. */
public final class Database implements AutoCloseable {
    /** Reads one row. */
    public interface Row<T> {
        /** The row under the cursor as a value, never null. */
        T read(ResultSet row) throws SQLException;
    }

    /** What its connections are for. */
    public enum Use {
        /** Short statements: the ledger, and what people ask. Nothing else holds one of these. */
        LEDGER(8, Duration.ofSeconds(10), Duration.ofSeconds(60)),
        /** The steps of runs, and whatever else may take long. */
        STEPS(40, Duration.ofSeconds(60), Duration.ofHours(1)),
        /** One command of a person. */
        COMMAND(6, Duration.ofSeconds(10), Duration.ZERO),
        /** A person's own statement: the limits hold that the role or the database sets for people. */
        QUESTION(1, Duration.ofSeconds(10), Duration.ZERO);

        private final int connections;
        private final Duration wait;
        private final Duration silence;

        /** @param silence so long a statement may take before the server counts as gone; zero = for ever */
        Use(int connections, Duration wait, Duration silence) {
            this.connections = connections;
            this.wait = wait;
            this.silence = silence;
        }
    }

    /** What is done in a transaction. */
    public interface Work<T> {
        /** Does it; what it throws rolls everything back. */
        T on(Transaction transaction) throws SQLException;
    }

    private static final Duration CONNECT_WITHIN = Duration.ofSeconds(10);

    static {
        // The pool would hand out a connection that was lost within the half second after its last use.
        System.setProperty("com.zaxxer.hikari.aliveBypassWindowMs", "0");
    }

    private final HikariDataSource pool;

    private Database(HikariDataSource pool) {
        this.pool = pool;
    }

    /**
     * A role named azalai would have schema azalai first on its path, which is the product's own: tables belong in public.
     */
    private static final String PATH =
            "SELECT CASE WHEN current_user = 'azalai' THEN set_config('search_path', 'public', false) END";

    /**
     * What a role or a database may set for people's sessions: it would end a load's bookkeeping, or the session that holds
     * a run's lock, at any moment. Asked by name, since an older server does not know them all.
     */
    private static final String NO_LIMITS = """
            ; SELECT set_config(name, '0', false) FROM pg_settings WHERE name IN ('statement_timeout', 'lock_timeout',
              'transaction_timeout', 'idle_in_transaction_session_timeout', 'idle_session_timeout')""";

    /**
     * Connects to {@code postgres.url} as {@code postgres.user}, for the product's own work.
     *
     * @throws Failure naming the address if it cannot
     */
    public static Database connect(Configuration configuration) {
        return connect(configuration, Use.COMMAND);
    }

    /** The same, with as many connections and as much patience as this use needs. */
    public static Database connect(Configuration configuration, Use use) {
        HikariConfig config = new HikariConfig();
        config.setJdbcUrl(configuration.get("postgres.url"));
        config.setUsername(configuration.get("postgres.user"));
        config.setPassword(configuration.get("postgres.password"));
        config.setMaximumPoolSize(use.connections);
        config.setMinimumIdle(0);
        config.setConnectionTimeout(use.wait.toMillis());
        config.setPoolName("azalai");
        config.setConnectionInitSql(use == Use.QUESTION ? PATH : PATH + NO_LIMITS);
        config.addDataSourceProperty("ApplicationName", "azalai");
        config.addDataSourceProperty("tcpKeepAlive", "true");
        config.addDataSourceProperty("connectTimeout", String.valueOf(CONNECT_WITHIN.toSeconds()));
        config.addDataSourceProperty("socketTimeout", String.valueOf(use.silence.toSeconds()));
        try {
            return new Database(new HikariDataSource(config));
        } catch (RuntimeException e) {
            Throwable cause = e.getCause() == null ? e : e.getCause();
            throw SqlFailures.connect(configuration.get("postgres.url"), configuration.get("postgres.user"), cause, e);
        }
    }

    /** The pool, for Camel's {@code jdbc:} and for Flyway. */
    public DataSource dataSource() {
        return pool;
    }

    /** Runs a statement with its parameters in order and gives the number of rows it changed. */
    public int update(String sql, Object... parameters) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = prepare(connection, sql, parameters)) {
            return statement.executeUpdate();
        } catch (SQLException e) {
            throw SqlFailures.of(e);
        }
    }

    /** The rows of a query, or of a statement with RETURNING. */
    public <T> List<T> query(String sql, Row<T> row, Object... parameters) {
        try (Connection connection = pool.getConnection();
                PreparedStatement statement = prepare(connection, sql, parameters);
                ResultSet rows = statement.executeQuery()) {
            List<T> found = new ArrayList<>();
            while (rows.next()) {
                found.add(row.read(rows));
            }
            return found;
        } catch (SQLException e) {
            throw SqlFailures.of(e);
        }
    }

    /** The first row of a query; empty if there is none. */
    public <T> Optional<T> first(String sql, Row<T> row, Object... parameters) {
        return query(sql, row, parameters).stream().findFirst();
    }

    /** Does something in one transaction; whatever flies, an {@link Error} too, rolls it back. */
    public <T> T inTransaction(Work<T> work) {
        try (Connection connection = pool.getConnection()) {
            connection.setAutoCommit(false);
            try {
                T result = work.on(new Transaction(connection));
                connection.commit();
                return result;
            } catch (Throwable e) {
                rollBack(connection, e);
                throw e;
            }
        } catch (SQLException e) {
            throw SqlFailures.of(e);
        }
    }

    /** A session that cannot roll back is lost, and its transaction with it: the failure before it is the one to tell. */
    private static void rollBack(Connection connection, Throwable failure) {
        try {
            connection.rollback();
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }

    /** A connection of its own for {@link java.sql.Connection}-wide work; to be closed. */
    public Connection connection() {
        try {
            return pool.getConnection();
        } catch (SQLException e) {
            throw SqlFailures.of(e);
        }
    }

    @Override
    public void close() {
        pool.close();
    }

    static PreparedStatement prepare(Connection connection, String sql, Object... parameters) throws SQLException {
        PreparedStatement statement = connection.prepareStatement(sql);
        for (int i = 0; i < parameters.length; i++) {
            statement.setObject(i + 1, parameters[i]);
        }
        return statement;
    }
}
