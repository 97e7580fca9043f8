package azalai.step.load;

import azalai.config.Configuration;
import azalai.config.DataFolder;
import azalai.database.Database;
import azalai.database.TableName;
import azalai.error.Failure;
import azalai.error.LastingFailure;
import azalai.kafka.KafkaClients;
import azalai.ledger.Cursors;
import azalai.ledger.Loads;
import azalai.page.Counts;
import azalai.run.Run;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs loads, one child JVM each, and leaves none behind when the application stops. */
public final class SparkLoads implements AutoCloseable {
    /** The folder of a load's own temporary files, below the data folder, with the run's number. */
    private static final String TEMP = "spark-";

    private static final Logger LOG = LoggerFactory.getLogger(SparkLoads.class);

    private final Configuration configuration;
    private final DataFolder data;
    private final Database database;
    private final LoadRequests requests;
    private final Set<ChildProcess> running = ConcurrentHashMap.newKeySet();

    /** Loads with these servers; logs go below the data folder. */
    public SparkLoads(Configuration configuration, DataFolder data, Database database, KafkaClients kafka) {
        this.configuration = configuration;
        this.data = data;
        this.database = database;
        this.requests = new LoadRequests(configuration, kafka);
    }

    /**
     * Loads what waits on a topic into a table, for a run.
     *
     * @param version the column that orders versions of a row; null = the later message wins
     * @throws Failure with the loader's own sentence
     */
    void load(Run run, Counts counts, String topic, String table, String version, Duration limit) {
        TableName found = find(table);
        Path log = data.resolve("log/load-%d.log".formatted(run.id()));
        Path temp = data.resolve(TEMP + run.id());
        try {
            Files.createDirectories(temp);
            ChildProcess child = ChildProcess.start(
                    SparkSubmit.command(configuration, temp),
                    SparkSubmit.environment(configuration),
                    temp,
                    log,
                    requests.line(run, topic, found, version));
            running.add(child);
            long waiting = run.total("published");
            run.progress(
                    waiting == 0 ? "loading into " + table : "loading %d records into %s".formatted(waiting, table));
            run.onCancel(child::kill);
            try {
                int code = child.await(limit);
                if (code != 0) {
                    throw LoadFailures.of(child, code, SparkSubmit.heap(configuration), log);
                }
            } finally {
                running.remove(child);
                deleteIfPossible(temp);
            }
        } catch (IOException e) {
            throw new Failure("The Spark load cannot be started: %s.".formatted(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted while the Spark load ran.", e);
        }
        LoadResults results = new LoadResults(new Loads(database, run.id(), found.label(), topic));
        results.count(counts);
        run.progress("loaded: read %d, new %d, changed %d"
                .formatted(counts.get("read"), counts.get("new"), counts.get("changed")));
        if (run.source() != null) {
            new Cursors(database).loaded(run.pipeline(), run.source());
        }
        // Last: the rows are there, whatever is said of those that are not withdrawn.
        results.tellNotWithdrawn(run);
    }

    /**
     * Deletes the temporary files of loads whose application was cut off. Who calls owns the data folder, so no other
     * load works in it; one that is just ending itself does not miss them.
     */
    public void deleteLeftovers() {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(data.folder(), TEMP + "[0-9]*")) {
            for (Path folder : folders) {
                deleteIfPossible(folder);
            }
        } catch (IOException | DirectoryIteratorException e) {
            LOG.warn("Temporary files of an earlier load are left in {}", data.folder(), e);
        }
    }

    @Override
    public void close() {
        running.forEach(ChildProcess::kill);
    }

    /** The table as this application sees it: the job's session may look for it elsewhere. */
    private TableName find(String table) {
        TableName found = LoadTargets.find(database, table);
        if (found.schema().contains(".")) {
            // The loader parts schema and table at the first dot.
            throw new LastingFailure(
                    "The table %s cannot be loaded, since the name of its schema holds a dot: rename the schema."
                            .formatted(table),
                    null);
        }
        return found;
    }

    /** That files are left must not hide how the load ended, well or badly; the next start deletes them. */
    static void deleteIfPossible(Path folder) {
        try {
            delete(folder);
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("Temporary files of a load are left in {}", folder, e);
        }
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
