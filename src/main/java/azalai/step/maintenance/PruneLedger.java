package azalai.step.maintenance;

import azalai.config.Configuration;
import azalai.config.Durations;
import azalai.database.Database;
import azalai.error.Failure;
import azalai.page.Counts;
import azalai.run.Work;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;

/** Deletes what is older than {@code keep}: runs with their tasks, loads, dead letters and log files. */
public final class PruneLedger implements Processor, CamelContextAware {
    /**
     * The newest success of a pipeline stays, since it tells how old its data is, and so does the newest full one of each
     * source, from which on the next is due; its last firing, since the missed ones are counted from there; and the last
     * run that loaded a topic into a table, which tells whose the offsets are. What is kept of the others is whose the
     * rows are that they brought.
     */
    private static final String RUNS = """
            WITH pruned AS (
              DELETE FROM azalai.run WHERE coalesce(ended_at, queued_at) < ?::timestamptz AND state NOT IN ('queued', 'running')
                AND id NOT IN (SELECT max(id) FROM azalai.run WHERE state = 'success' GROUP BY pipeline)
                AND id NOT IN (SELECT max(id) FROM azalai.run WHERE state = 'success' AND full_run GROUP BY pipeline, source)
                AND id NOT IN (SELECT DISTINCT ON (pipeline) id FROM azalai.run WHERE scheduled_at IS NOT NULL
                               ORDER BY pipeline, scheduled_at DESC, id DESC)
                AND id NOT IN (SELECT max(r.id) FROM azalai.run r JOIN azalai.load l ON l.run_id = r.id
                               GROUP BY r.pipeline, l.target, l.topic)
              RETURNING id, pipeline),
            kept AS (
              INSERT INTO azalai.pruned_run (id, pipeline)
              SELECT id, pipeline FROM pruned
              WHERE EXISTS (SELECT FROM azalai.load l WHERE l.run_id = pruned.id AND l.rows_new + l.rows_changed > 0)
              ON CONFLICT DO NOTHING)
            SELECT count(*) FROM pruned""";

    /** Those of a run that stays, stay with it. */
    private static final String LOADS = "DELETE FROM azalai.load WHERE ended_at < ?::timestamptz AND run_id IS NULL";

    private static final String DEAD_LETTERS = "DELETE FROM azalai.dead_letter WHERE at < ?::timestamptz";

    private CamelContext context;
    private String keep;

    @Override
    public void process(Exchange exchange) {
        Work work = Work.of(exchange);
        Instant before = Instant.now().minus(age());
        Database database = context.getRegistry().findSingleByType(Database.class);
        int runs = database.first(RUNS, row -> row.getInt(1), before.toString()).orElseThrow();
        int loads = database.update(LOADS, before.toString());
        int deadLetters = database.update(DEAD_LETTERS, before.toString());
        int logs = logs(before);
        Counts counts = work.counts();
        counts.add("pruned_runs", runs);
        counts.add("pruned_loads", loads);
        counts.add("pruned_dead_letters", deadLetters);
        counts.add("pruned_logs", logs);
        work.run()
                .notice("older than %s and deleted: %d runs, %d loads, %d dead letters, %d log files"
                        .formatted(keep, runs, loads, deadLetters, logs));
    }

    private Duration age() {
        return Durations.parse("keep", keep);
    }

    private int logs(Instant before) {
        Path folder = context.getRegistry()
                .findSingleByType(Configuration.class)
                .data()
                .resolve("log");
        int deleted = 0;
        try (DirectoryStream<Path> files = Files.newDirectoryStream(folder, Files::isRegularFile)) {
            for (Path file : files) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(before) && Files.deleteIfExists(file)) {
                    deleted++;
                }
            }
            return deleted;
        } catch (IOException e) {
            throw new Failure("The old log files in %s cannot be deleted: %s.".formatted(folder, e.getMessage()), e);
        }
    }

    /** How old things get, as in {@code 400d}. */
    public void setKeep(String keep) {
        this.keep = keep;
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
