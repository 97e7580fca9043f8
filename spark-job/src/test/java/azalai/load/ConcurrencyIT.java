package azalai.load;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import java.sql.Connection;
import java.sql.Statement;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.Test;

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
