package azalai.spark;

import azalai.Failure;
import azalai.config.Configuration;
import azalai.config.DataFolder;
import azalai.database.Database;
import azalai.publish.KafkaClients;
import azalai.run.Counts;
import azalai.run.Run;
import azalai.source.Cursors;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Runs loads, one child JVM each, and leaves none behind when the application stops. */
public final class SparkLoads implements AutoCloseable {
    /** How the loader begins the line that tells its failure. */
    private static final String SENTENCE = "azalai: ";

    /** The folder of a load's own temporary files, below the data folder, with the run's number. */
    private static final String TEMP = "spark-";

    private static final Logger LOG = LoggerFactory.getLogger(SparkLoads.class);
    private static final ObjectMapper JSON = new ObjectMapper();

    private final Configuration configuration;
    private final DataFolder data;
    private final Database database;
    private final KafkaClients kafka;
    private final Set<ChildProcess> running = ConcurrentHashMap.newKeySet();

    /** Loads with these servers; logs go below the data folder. */
    public SparkLoads(Configuration configuration, DataFolder data, Database database, KafkaClients kafka) {
        this.configuration = configuration;
        this.data = data;
        this.database = database;
        this.kafka = kafka;
    }

    /**
     * Loads what waits on a topic into a table, for a run.
     *
     * @param version the column that orders versions of a row; null = the later message wins
     * @throws Failure with the loader's own sentence
     */
    void load(Run run, Counts counts, String topic, String table, String version, Duration limit) {
        Path log = data.resolve("log/load-%d.log".formatted(run.id()));
        Path temp = data.resolve(TEMP + run.id());
        try {
            Files.createDirectories(temp);
            ChildProcess child = ChildProcess.start(
                    SparkSubmit.command(configuration, temp),
                    SparkSubmit.environment(configuration),
                    temp,
                    log,
                    request(run, topic, table, version));
            running.add(child);
            long waiting = run.total("published");
            run.progress(
                    waiting == 0 ? "loading into " + table : "loading %d records into %s".formatted(waiting, table));
            run.onCancel(child::kill);
            try {
                int code = child.await(limit);
                if (code != 0) {
                    throw new Failure(sentence(child, code, log));
                }
            } finally {
                running.remove(child);
                delete(temp);
            }
        } catch (IOException e) {
            throw new Failure("The Spark load cannot be started: %s.".formatted(e.getMessage()), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new Failure("Interrupted while the Spark load ran.", e);
        }
        count(run, counts);
        run.progress("loaded: read %d, new %d, changed %d"
                .formatted(counts.get("read"), counts.get("new"), counts.get("changed")));
        if (run.source() != null) {
            new Cursors(database).loaded(run.pipeline(), run.source());
        }
    }

    /**
     * Deletes the temporary files of loads whose application was cut off. Who calls owns the data folder, so no other
     * load works in it; one that is just ending itself does not miss them.
     */
    public void deleteLeftovers() {
        try (DirectoryStream<Path> folders = Files.newDirectoryStream(data.folder(), TEMP + "[0-9]*")) {
            for (Path folder : folders) {
                delete(folder);
            }
        } catch (IOException | UncheckedIOException e) {
            LOG.warn("Temporary files of an earlier load are left in {}", data.folder(), e);
        }
    }

    @Override
    public void close() {
        running.forEach(ChildProcess::kill);
    }

    private String request(Run run, String topic, String table, String version) throws IOException {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put("jdbcUrl", configuration.get("postgres.url"));
        request.put("jdbcUser", configuration.get("postgres.user"));
        request.put("jdbcPassword", configuration.get("postgres.password"));
        Map<String, Object> client = new TreeMap<>(kafka.settings());
        request.put("brokers", client.remove("bootstrap.servers"));
        request.put("kafkaClient", client);
        request.put("topic", topic);
        request.put("table", qualified(table));
        request.put("version", version);
        request.put("pipeline", run.pipeline());
        request.put("runId", run.id());
        request.put(
                "lockTimeoutMillis", configuration.duration("load.lock-timeout").toMillis());
        request.put("full", run.full());
        request.put("published", run.total("published"));
        request.put("publishedTo", List.of());
        request.put(
                "limits",
                Map.of(
                        "mostMisfits",
                        Long.MAX_VALUE,
                        "mostMisfitsShare",
                        1.0,
                        "mostWithdrawnShare",
                        1.0,
                        "acceptWithdrawals",
                        run.full()));
        return JSON.writeValueAsString(request);
    }

    /** The table as this application sees it: the job's session may look for it elsewhere. */
    private String qualified(String table) {
        return database.first("""
                        SELECT quote_ident(n.nspname) || '.' || quote_ident(c.relname) FROM pg_class c
                        JOIN pg_namespace n ON n.oid = c.relnamespace WHERE c.oid = to_regclass(?)
                        """, row -> row.getString(1), table)
                .orElseThrow(() ->
                        new Failure("There is no table %s: add a migration that makes it to sql/, or correct the name."
                                .formatted(table)));
    }

    private void count(Run run, Counts counts) {
        record Row(String name, long count) {}
        List<Row> rows = database.query("""
                SELECT name, count FROM azalai.load, LATERAL (VALUES ('read', rows_read), ('new', rows_new), ('changed', rows_changed),
                  ('unchanged', rows_unchanged), ('superseded', rows_superseded), ('dead', rows_dead), ('withdrawn', rows_withdrawn),
                  ('returned', rows_returned)) AS counted (name, count)
                WHERE run_id = ?
                """, row -> new Row(row.getString(1), row.getLong(2)), run.id());
        rows.forEach(row -> counts.add(row.name(), row.count()));
        database.query(
                        "SELECT details->>'not_withdrawn' FROM azalai.load WHERE run_id = ? AND details->>'not_withdrawn' IS NOT NULL",
                        row -> row.getString(1),
                        run.id())
                .forEach(why -> run.notice("what the source withdrew was not assessed: " + why));
    }

    private static String sentence(ChildProcess child, int code, Path log) {
        List<String> lines = child.lastLines(200);
        return lines.stream()
                .filter(line -> line.startsWith(SENTENCE))
                .reduce((first, last) -> last)
                .map(line -> line.substring(SENTENCE.length()))
                .orElseGet(() -> "The Spark load ended with exit code %d (%s): see %s."
                        .formatted(
                                code,
                                lines.isEmpty()
                                        ? "it said nothing"
                                        : lines.get(lines.size() - 1).strip(),
                                log));
    }

    private static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(java.util.Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
