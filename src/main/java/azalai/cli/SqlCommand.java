package azalai.cli;

import azalai.config.Configuration;
import azalai.database.Database;
import azalai.error.Failure;
import azalai.error.Refusal;
import azalai.error.SqlFailures;
import azalai.service.servers.EmbeddedServers.Server;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** {@code azalai sql "…"}: a question to the pipelines' database. */
@Command(
        name = "sql",
        mixinStandardHelpOptions = true,
        description = "Runs SQL on the pipelines' database, read-only unless --write.")
final class SqlCommand implements Callable<Integer> {
    private static final int ROWS_AT_ONCE = 1000;
    /** SQLSTATE read_only_sql_transaction. */
    private static final String READ_ONLY = "25006";

    @Mixin
    private CommonOptions options;

    @Option(names = "--write", description = "Let the SQL change things.")
    private boolean write;

    @Parameters(paramLabel = "SQL", description = "One statement, or several with ; between them.")
    private String sql;

    @Override
    public Integer call() {
        try (Session session = new Session(options)) {
            if (session.isFresh()) {
                throw new Refusal("There is no data in %s yet: run a pipeline first, or correct --data."
                        .formatted(session.data().folder()));
            }
            Configuration configuration = session.with(Set.of(Server.POSTGRES));
            try (Database database = Database.connect(configuration, Database.Use.QUESTION);
                    Connection connection = database.connection()) {
                connection.setAutoCommit(false);
                connection.setReadOnly(!write);
                execute(connection);
                connection.commit();
                return 0;
            } catch (SQLException e) {
                throw READ_ONLY.equals(e.getSQLState())
                        ? new Failure(
                                "The SQL changes something, and sql only reads unless it is told otherwise: add --write.",
                                e)
                        : SqlFailures.of(e);
            }
        }
    }

    private void execute(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.setFetchSize(ROWS_AT_ONCE);
            boolean rows = statement.execute(sql);
            while (rows || statement.getUpdateCount() >= 0) {
                if (rows) {
                    try (ResultSet result = statement.getResultSet()) {
                        Table.print(options.json(), result);
                    }
                } else {
                    Terminal.progress(statement.getUpdateCount() + " rows changed");
                }
                rows = statement.getMoreResults();
            }
        }
    }
}
