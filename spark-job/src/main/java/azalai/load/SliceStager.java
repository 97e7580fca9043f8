package azalai.load;

import azalai.protocol.LoadRequest;
import azalai.protocol.OffsetRange;
import java.io.IOException;
import java.io.Serializable;
import java.sql.Connection;
import java.sql.SQLException;
import org.apache.spark.TaskContext;
import org.apache.spark.api.java.function.Function;
import org.apache.spark.broadcast.Broadcast;

/**
 * The Spark task: reads a slice of the topic into the staging tables. It may be tried again, on another machine and
 * while the first attempt still runs: what both staged is told apart at the merge, by partition and offset.
 */
final class SliceStager implements Function<Slice, StagedCounts> {
    /** What every task needs; broadcast, since it holds passwords and an argument or a setting would show them. */
    record Context(LoadRequest request, Target target, Staging staging) implements Serializable {}

    private static final String REFUSED = "PostgreSQL refused it: ";

    private final Broadcast<Context> context;

    SliceStager(Broadcast<Context> context) {
        this.context = context;
    }

    @Override
    public StagedCounts call(Slice slice) throws IOException, SQLException {
        Context c = context.value();
        StagedCounts counts = new StagedCounts();
        String name = "azalai load " + c.staging().load() + " task " + TaskContext.getPartitionId() + " of "
                + c.target().label();
        try (Connection connection = Database.open(c.request(), name);
                RangeReader reader = new RangeReader(c.request())) {
            connection.setAutoCommit(false);
            for (OffsetRange range : slice.ranges()) {
                stage(range, reader, connection, c, counts);
            }
            counts.readMillis = reader.waited().toMillis();
        } catch (Refusal e) {
            // Returned, not thrown: trying again cannot help.
            counts.refusal = e.getMessage();
        }
        return counts;
    }

    /**
     * Stages the range in a transaction. The encoder knows what PostgreSQL takes; should it ever be wrong, the range is
     * halved until the record PostgreSQL refuses is alone and becomes a dead letter with PostgreSQL's own words, so that
     * no record can stop a topic for good.
     */
    private void stage(OffsetRange range, RangeReader reader, Connection connection, Context c, StagedCounts counts)
            throws IOException, SQLException {
        StagingWriter writer = writer(connection, c);
        try {
            reader.read(range, writer::add);
            counts.add(writer.finish());
            connection.commit();
        } catch (SQLException e) {
            writer.abandon();
            connection.rollback();
            if (!SqlState.blamesRow(e)) {
                throw e;
            }
            if (range.size() == 1) {
                StagingWriter letters = writer(connection, c);
                reader.read(
                        range,
                        record -> letters.refuse(record, REFUSED + e.getSQLState(), REFUSED + SqlState.message(e)));
                counts.add(letters.finish());
                connection.commit();
            } else {
                long middle = range.begin() + range.size() / 2;
                stage(range.to(middle), reader, connection, c, counts);
                stage(range.from(middle), reader, connection, c, counts);
            }
        }
    }

    private static StagingWriter writer(Connection connection, Context c) {
        return new StagingWriter(connection, c.staging(), c.target(), c.request());
    }
}
