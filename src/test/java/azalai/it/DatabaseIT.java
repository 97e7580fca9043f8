package azalai.it;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import azalai.config.Configuration;
import azalai.database.Database;
import azalai.database.Migrations;
import azalai.database.TableName;
import azalai.error.Failure;
import azalai.ledger.CursorKind;
import azalai.ledger.Cursors;
import azalai.ledger.Offsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The application's sessions on a real PostgreSQL, and what it asks there. */
class DatabaseIT {
    /** What an administrator may set for people. */
    private static final List<String> LIMITS =
            List.of("statement_timeout", "lock_timeout", "idle_in_transaction_session_timeout", "idle_session_timeout");

    @TempDir
    static Path folder;

    private static Azalai servers;
    private static Configuration limited;
    private static Database database;

    @BeforeAll
    static void start() throws Exception {
        servers = new Azalai(folder.resolve("servers")).startServices();
        execute("CREATE ROLE limited LOGIN SUPERUSER PASSWORD 'limited'");
        for (String limit : LIMITS) {
            execute("ALTER ROLE limited SET %s = '50ms'".formatted(limit));
        }
        Files.createDirectories(folder.resolve("routes"));
        // The product's own tables are found without being named.
        Path sql = Files.createDirectories(folder.resolve("sql"));
        Configuration configuration =
                new Engine(servers, folder).with("azalai.sql", sql.toString()).configuration();
        limited = configuration.with(Map.of("postgres.user", "limited", "postgres.password", "limited"));
        database = Database.connect(configuration);
        Migrations.apply(database.dataSource(), configuration);
    }

    @AfterAll
    static void stop() {
        database.close();
        servers.close();
    }

    private static void execute(String sql) throws SQLException {
        try (Connection connection = servers.database()) {
            connection.createStatement().execute(sql);
        }
    }

    @Test
    void the_products_own_work_goes_on_beyond_the_limits_that_a_role_has_for_people() throws Exception {
        try (Database own = Database.connect(limited);
                Connection connection = own.connection()) {
            assertThat(own.first("SELECT pg_sleep(0.3)::text", row -> "slept")).contains("slept");
            assertThat(own.query(
                            "SELECT name FROM pg_settings WHERE name = ANY (?) AND setting <> '0'",
                            row -> row.getString(1),
                            (Object) LIMITS.toArray(String[]::new)))
                    .isEmpty();
            connection.setAutoCommit(false);
            connection.createStatement().execute("SELECT 1");
            // The other session sleeps while this one is idle in its transaction.
            own.first("SELECT pg_sleep(0.3)::text", row -> "slept");
            connection.createStatement().execute("SELECT 1");
        }
    }

    @Test
    void a_persons_question_is_held_to_them() {
        try (Database questions = Database.connect(limited, Database.Use.QUESTION)) {
            assertThatThrownBy(() -> questions.first("SELECT pg_sleep(10)::text", row -> "slept"))
                    .isInstanceOf(Failure.class)
                    .hasMessageContaining("statement timeout");
        }
    }

    @ParameterizedTest
    @CsvSource({
        "DAY,2026-01-09,2026-01-10",
        "INSTANT,2026-01-10T00:00:00Z,2026-01-10T00:00:00.500Z",
        "NUMBER,9,10",
        "TEXT,Zebra,apple"
    })
    void a_cursor_goes_forward_in_the_order_of_its_kind_and_back_only_when_it_is_set(
            CursorKind kind, String earlier, String later) throws Exception {
        Cursors cursors = new Cursors(database);
        String source = "s " + kind;

        cursors.advance("c", source, kind, earlier);
        cursors.loaded("c", source);
        cursors.advance("c", source, kind, later);
        cursors.advance("c", source, kind, earlier);

        assertThat(cursors.find("c", source, kind)).contains(new Cursors.Cursor("c", source, kind, later, earlier));
        cursors.set("c", source, kind, earlier);
        assertThat(cursors.find("c", source, kind).orElseThrow().value()).isEqualTo(earlier);
    }

    @Test
    void a_cursor_that_becomes_one_of_another_kind_begins_anew() {
        Cursors cursors = new Cursors(database);
        cursors.advance("k", "s", CursorKind.TEXT, "zzz");
        cursors.loaded("k", "s");

        assertThat(cursors.find("k", "s", CursorKind.NUMBER)).isEmpty();
        cursors.advance("k", "s", CursorKind.NUMBER, "7");

        assertThat(cursors.all("k")).containsExactly(new Cursors.Cursor("k", "s", CursorKind.NUMBER, "7", null));
    }

    @Test
    void offsets_and_cursors_are_reset_together_or_not_at_all() throws Exception {
        execute("""
                INSERT INTO azalai.run (pipeline, trigger, state) VALUES ('p', 'manual', 'success');
                INSERT INTO azalai.load (run_id, topic, target, rows_read, rows_new, rows_changed, rows_unchanged, rows_superseded, rows_dead, started_at)
                SELECT id, 't', 'public.t', 0, 0, 0, 0, 0, 0, now() FROM azalai.run WHERE pipeline = 'p';
                INSERT INTO azalai.kafka_offset (target, topic, partition, topic_id, next_offset) VALUES ('public.t', 't', 0, 'x', 7), ('public.t', 't', 1, 'x', 8);
                INSERT INTO azalai.cursor (pipeline, source, value, loaded_value) VALUES ('p', 'loaded', '2026-01-03', '2026-01-02'), ('p', 'never', '2026-01-03', NULL);
                CREATE FUNCTION refuse() RETURNS trigger LANGUAGE plpgsql AS 'BEGIN RAISE EXCEPTION ''not now''; END';
                CREATE TRIGGER refuse BEFORE UPDATE ON azalai.cursor FOR EACH ROW EXECUTE FUNCTION refuse()""");
        Offsets offsets = new Offsets(database);

        assertThatThrownBy(() -> offsets.reset("p")).hasMessageContaining("not now");

        assertThat(servers.value("SELECT count(*) FROM azalai.kafka_offset WHERE topic = 't'"))
                .isEqualTo("2");
        assertThat(servers.value("SELECT count(*) FROM azalai.cursor WHERE pipeline = 'p'"))
                .isEqualTo("2");
        execute("DROP TRIGGER refuse ON azalai.cursor");

        assertThat(offsets.reset("p")).isEqualTo(2);

        assertThat(servers.value("SELECT count(*) FROM azalai.kafka_offset WHERE topic = 't'"))
                .isEqualTo("0");
        assertThat(servers.value(
                        "SELECT string_agg(source || ' ' || value, ', ') FROM azalai.cursor WHERE pipeline = 'p'"))
                .isEqualTo("loaded 2026-01-02");
    }

    @ParameterizedTest
    @CsvSource({
        "user,public.user",
        "public.user,public.user",
        "Mixed,public.Mixed",
        "public.Mixed,public.Mixed",
        "USER,public.user",
        "Order.Items,public.Order.Items",
        "select.table,select.table",
        "my-table,public.my-table",
        "nowhere,",
        "nowhere.user,",
        "'x; DROP TABLE y',",
        "'a\"b',",
        ".user,",
        "'',",
    })
    void a_table_is_found_by_the_name_it_has_in_the_catalog(String written, String label) {
        for (String table :
                List.of("\"user\"", "\"Mixed\"", "\"my-table\"", "\"Order.Items\"", "\"select\".\"table\"")) {
            database.update("CREATE SCHEMA IF NOT EXISTS \"select\"");
            database.update("CREATE TABLE IF NOT EXISTS " + table + " ()");
        }

        assertThat(TableName.find(database, written).map(TableName::label)).isEqualTo(Optional.ofNullable(label));
    }

    @Test
    void a_found_table_is_quoted_as_sql_takes_it() {
        database.update("CREATE TABLE \"odd\"\"name\" (id int)");

        String quoted = TableName.find(database, "odd\"name").orElseThrow().quoted();

        assertThat(database.query("SELECT count(*) FROM " + quoted, row -> row.getInt(1)))
                .containsExactly(0);
    }
}
