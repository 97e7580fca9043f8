package azalai.load;

import azalai.protocol.LoadRequest;
import azalai.protocol.OffsetRange;
import java.io.IOException;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;
import org.apache.spark.api.java.JavaSparkContext;
import org.apache.spark.broadcast.Broadcast;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One load of a topic into a table, from the lock to the commit. */
final class Load {
    private static final Logger LOG = LoggerFactory.getLogger(Load.class);

    private final LoadRequest request;
    private final Supplier<JavaSparkContext> spark;
    private final Runnable beforeCommit;
    private volatile boolean committed;

    /**
     * Prepares a load.
     *
     * @param spark asked for only if there is something to read
     * @param beforeCommit called when nothing but the commit is left
     */
    Load(LoadRequest request, Supplier<JavaSparkContext> spark, Runnable beforeCommit) {
        this.request = request;
        this.spark = spark;
        this.beforeCommit = beforeCommit;
    }

    /** Whether all is done: what fails after it changes nothing any more. */
    boolean committed() {
        return committed;
    }

    /**
     * Runs the load.
     *
     * @param began when its process began, for the durations it records
     * @throws Refusal if it cannot go on and can say why
     */
    LoadCounts run(Instant began) throws SQLException, IOException {
        StageTimes timing = new StageTimes(began);
        try (Connection session = Database.open(request, "azalai load of " + request.table())) {
            Target target = TargetReader.read(session, request.table(), request.version());
            Database.tieToDriver(session);
            Staging staging = Staging.next(session);
            Database.rename(session, name(staging, target));
            TableLock.acquire(session, target, request.lockTimeoutMillis());
            Staging.dropDead(session);
            Topic topic = Topic.read(request);
            StoredOffsets stored = StoredOffsets.read(session, target, topic.name());
            List<OffsetRange> ranges = stored.upTo(topic, target, request);
            timing.end("prepare");
            staging.create(session, target);
            try {
                StagedCounts staged = stage(target, staging, ranges);
                timing.end("stage");
                if (staged.misfits.areTooMany(request, staged.dead, staged.read())) {
                    staged.overtaken = staging.overtaken(session, target);
                    staged.misfits.check(request, target.label(), staged.dead - staged.overtaken, staged.read());
                }
                LoadCounts counts = new FinalTransaction(session, request, target, staging)
                        .run(stored, topic, ranges, staged, timing, beforeCommit);
                committed = true;
                LOG.info("{}: {}; {} ms", name(staging, target), counts, timing.millis());
                return counts;
            } catch (Throwable e) {
                drop(session, staging, e);
                throw e;
            }
        }
    }

    private String name(Staging staging, Target target) {
        return "azalai load " + staging.load() + (request.runId() == null ? "" : " run " + request.runId()) + " of "
                + target.label();
    }

    private StagedCounts stage(Target target, Staging staging, List<OffsetRange> ranges) {
        StagedCounts sum = new StagedCounts();
        if (ranges.stream().allMatch(range -> range.size() == 0)) {
            return sum;
        }
        JavaSparkContext context = spark.get();
        List<Slice> slices = Slice.of(ranges, context.defaultParallelism());
        Broadcast<SliceStager.Context> broadcast = context.broadcast(new SliceStager.Context(request, target, staging));
        context.parallelize(slices, slices.size())
                .map(new SliceStager(broadcast))
                .collect()
                .forEach(sum::add);
        if (sum.refusal != null) {
            throw new Refusal(sum.refusal);
        }
        return sum;
    }

    /** The tables would go with the next load anyway; that they cannot go now must not hide why the load failed. */
    private static void drop(Connection session, Staging staging, Throwable failure) {
        try (Statement statement = session.createStatement()) {
            staging.drop(statement);
        } catch (SQLException e) {
            failure.addSuppressed(e);
        }
    }
}
