package azalai.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import azalai.protocol.LoadRequest;
import java.sql.Connection;
import java.sql.Statement;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Two loads of one table, and a load that finds the world changed. The tests' fault points are PostgreSQL's own locks. */
class ConcurrencyIT extends LoadTest {
    @Test
    void a_second_load_of_a_table_fails_after_a_while_and_names_the_first() throws Exception {
        given("id int PRIMARY KEY");
        publish("{'id': 1}");
        long run = run("recalls");
        try (Connection blocker = servers.connect();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("LOCK TABLE " + table + " IN EXCLUSIVE MODE");
            CompletableFuture<LoadCounts> first = inBackground(request(null, run, false, 0));
            awaitWaiting("relation");
            assertThatThrownBy(() -> load(request(table, null, null, false, 0, 300)))
                    .isInstanceOf(Refusal.class)
                    .hasMessageContaining("Table public." + table + " is being loaded by \"azalai load ")
                    .hasMessageContaining("run " + run + " of public." + table)
                    .hasMessageContaining("0.3 s");
            blocker.rollback();
            assertThat(first.join()).isEqualTo(counts(1, 0, 0, 0, 0));
        }
    }

    @Test
    void a_second_load_waits_for_the_first_and_then_reads_on() throws Exception {
        given("id int PRIMARY KEY");
        publish("{'id': 1}");
        try (Connection blocker = servers.connect();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("LOCK TABLE " + table + " IN EXCLUSIVE MODE");
            CompletableFuture<LoadCounts> first = inBackground(request());
            awaitWaiting("relation");
            CompletableFuture<LoadCounts> second = inBackground(request());
            awaitWaiting("advisory");
            publish("{'id': 2}");
            blocker.rollback();
            assertThat(first.join()).isEqualTo(counts(1, 0, 0, 0, 0));
            assertThat(second.join()).isEqualTo(counts(1, 0, 0, 0, 0));
        }
    }

    @Test
    void a_driver_that_was_overtaken_cannot_commit() throws Exception {
        given("id int PRIMARY KEY, n int");
        publish("{'id': 1, 'n': 1}");
        load();
        publish("{'id': 1, 'n': 2}");
        try (Connection newer = servers.connect();
                Statement statement = newer.createStatement()) {
            newer.setAutoCommit(false);
            statement.execute("UPDATE azalai.kafka_offset SET next_offset = 2 WHERE topic = '" + topic + "'");
            statement.execute("UPDATE " + table + " SET n = 3");
            CompletableFuture<LoadCounts> orphan = inBackground(request());
            awaitWaiting("transactionid");
            newer.commit();
            assertThatThrownBy(orphan::join)
                    .hasRootCauseInstanceOf(Refusal.class)
                    .hasMessageContaining("somebody else");
        }
        assertThat(table()).containsExactly("1|3");
        assertThat(staging()).isEmpty();
    }

    @Test
    void of_two_first_loads_the_later_cannot_commit() throws Exception {
        given("id int PRIMARY KEY");
        publish("{'id': 1}");
        try (Connection newer = servers.connect();
                Statement statement = newer.createStatement()) {
            newer.setAutoCommit(false);
            statement.execute("INSERT INTO azalai.kafka_offset VALUES ('public." + table + "', '" + topic + "', 0, '"
                    + Topic.read(request()).id() + "', 1)");
            CompletableFuture<LoadCounts> orphan = inBackground(request());
            awaitWaiting("transactionid");
            newer.commit();
            assertThatThrownBy(orphan::join).hasMessageContaining("somebody else");
        }
        assertThat(table()).isEmpty();
    }

    @Test
    void a_load_that_lost_its_session_leaves_everything_as_it_was() throws Exception {
        given("id int PRIMARY KEY");
        publish("{'id': 1}");
        try (Connection blocker = servers.connect();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("LOCK TABLE " + table + " IN EXCLUSIVE MODE");
            CompletableFuture<LoadCounts> first = inBackground(request());
            awaitWaiting("relation");
            rows(
                    "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE application_name LIKE 'azalai load % of public."
                            + table + "'");
            assertThatThrownBy(first::join).isInstanceOf(CompletionException.class);
            blocker.rollback();
        }
        assertThat(staging()).as("of the load that died").hasSize(2);
        assertThat(load()).isEqualTo(counts(1, 0, 0, 0, 0));
        assertThat(staging()).isEmpty();
    }

    @Test
    void maintenance_of_the_table_and_a_load_do_not_wait_for_each_other() throws Exception {
        given("id int PRIMARY KEY");
        publish("{'id': 1}");
        try (Connection vacuum = servers.connect();
                Statement statement = vacuum.createStatement()) {
            vacuum.setAutoCommit(false);
            // What VACUUM, ANALYZE and CREATE INDEX CONCURRENTLY hold.
            statement.execute("LOCK TABLE " + table + " IN SHARE UPDATE EXCLUSIVE MODE");
            assertThat(load(request(table, null, null, false, 0, 500))).isEqualTo(counts(1, 0, 0, 0, 0));
            vacuum.rollback();
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "LOCK TABLE %1$s IN SHARE MODE",
                "UPDATE %1$s SET n = 3 WHERE id = 1",
                "SELECT * FROM parent_%1$s FOR UPDATE"
            })
    void a_lock_that_is_not_had_in_time_names_its_holder(String lock) throws Exception {
        sql("CREATE TABLE parent_" + table + " (id int PRIMARY KEY)");
        sql("INSERT INTO parent_" + table + " VALUES (1)");
        given("id int PRIMARY KEY, n int, parent int REFERENCES parent_" + table);
        publish("{'id': 1, 'n': 1}");
        publish("{'id': 2, 'n': 1}");
        load();
        publish("{'id': 1, 'n': 2, 'parent': 1}");
        try (Connection innocent = servers.connect();
                Statement other = innocent.createStatement();
                Connection holder = servers.connect();
                Statement statement = holder.createStatement()) {
            innocent.setAutoCommit(false);
            other.execute("SELECT * FROM " + table + " WHERE id = 2 FOR UPDATE");
            statement.execute("SET application_name = 'night job'");
            holder.setAutoCommit(false);
            statement.execute(lock.formatted(table));
            assertThatThrownBy(() -> load(request(table, null, null, false, 0, 3_000)))
                    .isInstanceOf(Refusal.class)
                    .hasMessageStartingWith(
                            "Table " + table
                                    + ", or a row that the load needs, has been locked for longer than 3.0 s by PostgreSQL process ")
                    .hasMessageContaining("(\"night job\": " + lock.formatted(table));
            holder.rollback();
            innocent.rollback();
        }
        assertThat(load()).isEqualTo(counts(0, 1, 0, 0, 0));
    }

    @Test
    void who_waits_for_the_load_while_it_waits_for_him_is_told_in_a_sentence() throws Exception {
        given("id int PRIMARY KEY, n int");
        publish("{'id': 1, 'n': 1}");
        publish("{'id': 2, 'n': 1}");
        load();
        publish("{'id': 1, 'n': 2}");
        publish("{'id': 2, 'n': 2}");
        try (Connection other = servers.connect();
                Statement statement = other.createStatement()) {
            // The load is to be the one that gives up.
            statement.execute("SET deadlock_timeout = '1min'");
            other.setAutoCommit(false);
            statement.execute("UPDATE " + table + " SET n = 8 WHERE id = 2");
            CompletableFuture<LoadCounts> load = inBackground(request());
            awaitWaiting("transactionid");
            statement.execute("UPDATE " + table + " SET n = 8 WHERE id = 1");
            other.commit();
            assertThatThrownBy(load::join)
                    .hasCauseInstanceOf(Refusal.class)
                    .hasMessageContaining("The load of table " + table + " and ")
                    .hasMessageContaining(" waited for each other");
        }
        assertThat(load()).isEqualTo(counts(0, 2, 0, 0, 0));
    }

    @Test
    void a_row_that_somebody_inserts_during_the_merge_is_updated_and_no_dead_letter() throws Exception {
        given("id int PRIMARY KEY, n int");
        publish("{'id': 1, 'n': 1}");
        publish("{'id': 2, 'n': 1}");
        try (Connection writer = servers.connect();
                Statement statement = writer.createStatement()) {
            writer.setAutoCommit(false);
            statement.execute("INSERT INTO " + table + " VALUES (1, 7)");
            CompletableFuture<LoadCounts> load = inBackground(request());
            awaitWaiting("transactionid");
            writer.commit();
            assertThat(load.join()).isEqualTo(counts(1, 1, 0, 0, 0));
        }
        assertThat(table()).containsExactly("1|1", "2|1");
        assertThat(deadLetters()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "ALTER TABLE %s ADD COLUMN n int",
                "DROP TABLE %1$s; CREATE TABLE %1$s (id int PRIMARY KEY)",
                "DROP TABLE %s",
                "ALTER TABLE %1$s RENAME TO moved_%1$s"
            })
    void a_table_that_changes_under_a_load_is_not_loaded(String change) throws Exception {
        given("id int PRIMARY KEY");
        publish("{'id': 1, 'n': 2}");
        try (Connection owner = servers.connect();
                Statement statement = owner.createStatement()) {
            owner.setAutoCommit(false);
            statement.execute("LOCK TABLE " + table + " IN SHARE MODE");
            CompletableFuture<LoadCounts> load = inBackground(request());
            awaitWaiting("relation");
            statement.execute(change.formatted(table));
            owner.commit();
            assertThatThrownBy(load::join)
                    .hasCauseInstanceOf(Refusal.class)
                    .hasMessageContaining("Table public." + table + " was altered, dropped or made again");
        }
        assertThat(rows("SELECT * FROM azalai.kafka_offset WHERE topic = ?", topic))
                .isEmpty();
        assertThat(staging()).isEmpty();
    }

    @Test
    void time_limits_of_a_role_do_not_end_a_load() throws Exception {
        given("id int PRIMARY KEY, n int");
        publish("{'id': 1, 'n': 1}");
        load();
        publish("{'id': 1, 'n': 2}");
        LoadRequest r = request();
        String role = "azalai_" + table;
        sql("CREATE ROLE " + role + " SUPERUSER LOGIN PASSWORD 'made-for-this-test'");
        for (String limit : List.of(
                "statement_timeout", "lock_timeout", "transaction_timeout", "idle_in_transaction_session_timeout")) {
            sql("DO $$ BEGIN IF EXISTS (SELECT FROM pg_settings WHERE name = '" + limit + "') THEN ALTER ROLE " + role
                    + " SET " + limit + " = '300ms'; END IF; END $$");
        }
        sql("ALTER ROLE " + role + " SET default_transaction_isolation = 'serializable'");
        LoadRequest limited = new LoadRequest(
                r.jdbcUrl(),
                role,
                "made-for-this-test",
                r.brokers(),
                null,
                topic,
                table,
                null,
                "recalls",
                null,
                20_000,
                false,
                0,
                List.of(),
                LIMITS);
        try (Connection blocker = servers.connect();
                Statement statement = blocker.createStatement()) {
            blocker.setAutoCommit(false);
            statement.execute("UPDATE " + table + " SET n = 7");
            CompletableFuture<LoadCounts> load = inBackground(limited);
            awaitWaiting("transactionid");
            // Well beyond each of the limits.
            statement.execute("SELECT pg_sleep(1)");
            blocker.commit();
            assertThat(load.join()).isEqualTo(counts(0, 1, 0, 0, 0));
        } finally {
            sql("DROP ROLE " + role);
        }
    }

    @Test
    void the_staging_tables_of_a_living_load_stay_until_it_is_dead() throws Exception {
        given("id int PRIMARY KEY");
        try (Connection living = Database.open(request(), "living")) {
            Staging staging = Staging.next(living);
            staging.create(living, TargetReader.read(living, table, null));
            Staging.dropDead(db);
            assertThat(staging()).hasSize(2);
        }
        // The server notices a closed session on its own time.
        await().untilAsserted(() -> {
            Staging.dropDead(db);
            assertThat(staging()).isEmpty();
        });
    }

    private CompletableFuture<LoadCounts> inBackground(LoadRequest request) {
        return CompletableFuture.supplyAsync(() -> {
            try {
                return load(request);
            } catch (Exception e) {
                throw new CompletionException(e);
            }
        });
    }

    /** Until a load of the table waits for a lock of this kind. */
    private void awaitWaiting(String kind) {
        await().until(() -> !rows("""
                        SELECT pid FROM pg_locks JOIN pg_stat_activity USING (pid)
                        WHERE NOT granted AND locktype = ? AND application_name LIKE ?""", kind, "azalai load % of public." + table).isEmpty());
    }
}
