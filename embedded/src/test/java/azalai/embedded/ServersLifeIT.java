package azalai.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ListOffsetsResult.ListOffsetsResultInfo;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.admin.OffsetSpec;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** How the servers end, and what the next start makes of it. All tests share a folder, in any order. */
class ServersLifeIT {
    @TempDir
    private static Path temporary;

    private static Path data;

    @BeforeAll
    static void first_start() throws Exception {
        data = temporary.resolve("data");
        Child.ready(data, "--postgres", "--attached").close();
    }

    @Test
    void killed_servers_come_back_with_their_data_under_their_addresses() throws Exception {
        Map<Object, Object> before;
        ProcessHandle orphan;
        try (Child killed = Child.ready(data, "--kafka", "--postgres", "--attached")) {
            killed.sql("CREATE TABLE kept AS SELECT 42 AS answer");
            publish(killed, "kept");
            before = Map.copyOf(killed.addresses());
            orphan = killed.postmaster();
            killed.kill();
            assertThat(killed.postgres())
                    .as("a killed JVM leaves its database behind")
                    .contains(orphan);

            try (Child next = Child.ready(data, "--kafka", "--postgres", "--attached")) {
                assertThat(next.sql("SELECT answer FROM kept")).isEqualTo("42");
                assertThat(endOffset(next, "kept")).isEqualTo(1);
                assertThat(next.postgres()).doesNotContain(orphan);
                for (String address : List.of("KAFKA_BROKERS", "POSTGRES_URL", "POSTGRES_PASSWORD")) {
                    assertThat(next.addresses()).containsEntry(address, before.get(address));
                }
            }
        }
    }

    private static void publish(Child servers, String topic) throws Exception {
        Map<String, Object> client =
                Map.of("bootstrap.servers", servers.addresses().getProperty("KAFKA_BROKERS"));
        try (Admin admin = Admin.create(client);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            admin.createTopics(List.of(new NewTopic(topic, 1, (short) 1))).all().get();
            producer.send(new ProducerRecord<>(topic, new byte[1])).get();
        }
    }

    private static long endOffset(Child servers, String topic) throws Exception {
        TopicPartition partition = new TopicPartition(topic, 0);
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", servers.addresses().getProperty("KAFKA_BROKERS")))) {
            ListOffsetsResultInfo end = admin.listOffsets(Map.of(partition, OffsetSpec.latest()))
                    .partitionResult(partition)
                    .get();
            return end.offset();
        }
    }

    @Test
    void a_query_that_outlives_server_and_jvm_does_not_stop_the_next_start() throws Exception {
        try (Child killed = Child.ready(data, "--postgres", "--attached");
                Connection busy = killed.connect()) {
            CompletableFuture<Void> query = CompletableFuture.runAsync(() -> {
                try (Statement statement = busy.createStatement()) {
                    // Computes without ever waiting: such a process does not notice that its server is gone.
                    statement.execute("SELECT count(*) FROM generate_series(1, 1e12) AS n WHERE n < 0");
                } catch (SQLException e) {
                    throw new IllegalStateException(e);
                }
            });
            await().until(
                            () -> killed.sql(
                                    "SELECT count(*) FROM pg_stat_activity WHERE state = 'active' AND query LIKE '%1e12%'"
                                            + " AND pid <> pg_backend_pid()"),
                            "1"::equals);
            killed.kill();
            killed.postmaster().destroyForcibly();
            await().until(() -> killed.postgres().size() == 1);

            try (Child next = Child.ready(data, "--postgres", "--attached")) {
                assertThat(next.sql("SELECT 1")).isEqualTo("1");
            }
            assertThat(query).failsWithin(Duration.ofSeconds(10));
        }
    }

    @Test
    void the_end_of_stdin_stops_everything_in_order() throws Exception {
        try (Child servers = Child.ready(data, "--kafka", "--postgres", "--sample", "--attached")) {
            assertThat(servers.stop()).isZero();
            assertThat(servers.errors()).isEmpty();
            assertThat(servers.postgres()).isEmpty();
            assertThat(servers.addressFile()).doesNotExist();
            assertThat(data.resolve("postgres/data/postmaster.pid")).doesNotExist();
            assertThat(data.resolve("kafka/.kafka_cleanshutdown")).exists();
        }
    }

    @Test
    void without_a_life_line_a_signal_stops_everything_in_order() throws Exception {
        try (Child servers = Child.ready(data, "--postgres")) {
            servers.process().getOutputStream().close();
            assertThat(servers.sql("SELECT 1"))
                    .as("the end of stdin means nothing")
                    .isEqualTo("1");
            servers.process().destroy();
            assertThat(servers.exit()).isEqualTo(128 + 15);
            assertThat(servers.postgres()).isEmpty();
            assertThat(servers.addressFile()).doesNotExist();
        }
    }

    @Test
    void with_a_life_line_a_signal_waits_for_its_end() throws Exception {
        try (Child servers = Child.ready(data, "--postgres", "--attached")) {
            servers.process().toHandle().destroy();
            await().during(Duration.ofMillis(500)).until(() -> "1".equals(servers.sql("SELECT 1")));
            servers.stop();
            assertThat(servers.postgres()).isEmpty();
        }
    }

    @Test
    void a_busy_port_is_replaced_and_the_new_one_remembered() throws Exception {
        Path ports = data.resolve("ports.properties");
        int old = Integer.parseInt(OwnerFile.read(ports).getProperty("postgres"));
        try (ServerSocket stranger = new ServerSocket(old, 1, InetAddress.getByName("127.0.0.1"));
                Child servers = Child.ready(data, "--postgres", "--attached")) {
            assertThat(stranger.isBound()).isTrue();
            assertThat(servers.sql("SHOW port"))
                    .isNotEqualTo(String.valueOf(old))
                    .isEqualTo(OwnerFile.read(ports).getProperty("postgres"));
        }
    }

    @Test
    void a_pid_file_that_names_a_stranger_stops_nobody() throws Exception {
        Path postgres = data.resolve("postgres");
        Path binaries = PostgresBinaries.unpackedIn(postgres.toRealPath());
        PostgresUser user = PostgresUser.choose(postgres, postgres.resolve("data"), binaries.resolve("bin/postgres"));
        // The same user's: of another's, PostgreSQL itself sees that it cannot be its own.
        Process stranger = new ProcessBuilder(user.words(Path.of("sleep"), "300")).start();
        try {
            Path pidFile = Files.writeString(postgres.resolve("data/postmaster.pid"), stranger.pid() + "\n");
            user.give(pidFile);
            try (Child servers = Child.ready(data, "--postgres", "--attached")) {
                assertThat(servers.sql("SELECT 1")).isEqualTo("1");
            }
            assertThat(stranger.isAlive()).isTrue();
        } finally {
            stranger.destroyForcibly();
        }
    }

    @Test
    void a_lost_password_is_replaced() throws Exception {
        Path file = data.resolve("postgres/password");
        String old = Files.readString(file).strip();
        Files.delete(file);
        try (Child servers = Child.ready(data, "--postgres", "--attached")) {
            assertThat(servers.sql("SELECT 1")).isEqualTo("1");
            assertThat(servers.addresses().getProperty("POSTGRES_PASSWORD")).isNotEqualTo(old);
        }
    }

    @Test
    void a_database_that_dies_ends_the_program_with_one_sentence() throws Exception {
        try (Child servers = Child.ready(data, "--postgres", "--attached")) {
            servers.postmaster().destroyForcibly();
            assertThat(servers.exit()).isEqualTo(1);
            assertThat(servers.errors()).singleElement().asString().startsWith("PostgreSQL ended by itself");
            assertThat(servers.postgres()).isEmpty();
        }
    }

    @Test
    void a_broker_that_gives_up_ends_the_program_with_one_sentence() throws Exception {
        Path broken = temporary.resolve("broken");
        Files.createDirectories(broken.resolve("kafka"));
        Files.writeString(broken.resolve("kafka/meta.properties"), "version=1\ncluster.id=x\nnode.id=7\n");
        try (Child servers = Child.start(broken, "--kafka", "--attached")) {
            assertThat(servers.exit()).isEqualTo(1);
            assertThat(servers.errors())
                    .singleElement()
                    .asString()
                    .startsWith("Kafka ")
                    .contains("node")
                    .endsWith(".");
            assertThat(broken.resolve("log/services.log")).content().contains("Exception");
        }
    }
}
