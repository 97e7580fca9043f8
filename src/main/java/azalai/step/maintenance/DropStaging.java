package azalai.step.maintenance;

import azalai.database.Database;
import azalai.error.SqlFailures;
import azalai.protocol.LoadLocks;
import azalai.run.Work;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/**
 * Drops the staging tables of loads that are dead: each load holds an advisory lock on its number while it lives. The next
 * load of any table would do the same; this is for databases that are not loaded any more.
 */
public final class DropStaging implements Processor, CamelContextAware {
    private static final String LOADS = """
            SELECT DISTINCT substring(relname FROM '^load_([0-9]+)(?:_dead)?$')::int8 FROM pg_class
            WHERE relnamespace = 'azalai_staging'::regnamespace AND relname ~ '^load_[0-9]+(_dead)?$' ORDER BY 1""";

    private CamelContext context;

    @Override
    public void process(Exchange exchange) {
        Work work = Work.of(exchange);
        long dropped = 0;
        // One session for all of it: it is the one that holds the locks.
        try (Connection connection =
                        context.getRegistry().findSingleByType(Database.class).connection();
                Statement statement = connection.createStatement()) {
            for (long load : loads(statement)) {
                dropped += drop(statement, load) ? 1 : 0;
            }
        } catch (SQLException e) {
            throw SqlFailures.of(e);
        }
        work.counts().add("dropped_staging", dropped);
        if (dropped > 0) {
            work.run().notice("staging tables of dead loads dropped: " + dropped);
        }
    }

    private static List<Long> loads(Statement statement) throws SQLException {
        List<Long> loads = new ArrayList<>();
        try (ResultSet row = statement.executeQuery(LOADS)) {
            while (row.next()) {
                loads.add(row.getLong(1));
            }
        }
        return loads;
    }

    private static boolean drop(Statement statement, long load) throws SQLException {
        String key = LoadLocks.LOAD + ", " + (int) load;
        try (ResultSet row = statement.executeQuery("SELECT pg_try_advisory_lock(" + key + ")")) {
            row.next();
            if (!row.getBoolean(1)) {
                return false;
            }
        }
        try {
            statement.execute(
                    "DROP TABLE IF EXISTS azalai_staging.load_%1$d, azalai_staging.load_%1$d_dead".formatted(load));
            return true;
        } finally {
            statement.execute("SELECT pg_advisory_unlock(" + key + ")");
        }
    }

    @Override
    public void setCamelContext(CamelContext camelContext) {
        this.context = camelContext;
    }

    @Override
    public CamelContext getCamelContext() {
        return context;
    }
}
