package azalai.embedded;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.NewTopic;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.ConsumerRecords;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.config.ConfigResource;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the three servers promise while they run, on a folder where an earlier first start was killed half-way. */
class RunningServersIT {
    @TempDir
    private static Path temporary;

    private static Path data;
    private static Child servers;

    @BeforeAll
    static void start() throws Exception {
        data = temporary.resolve("a folder");
        for (String leftOver :
                List.of("kafka.new/meta.properties", "postgres/data.new/base/1", "postgres/bin-new/bin/initdb")) {
            Path file = data.resolve(leftOver);
            Files.createDirectories(file.getParent());
            Files.writeString(file, "half a fi");
        }
        servers = Child.ready(data, "--kafka", "--postgres", "--sample", "--sample-count", "20", "--attached");
    }

    @AfterAll
    static void stop() throws Exception {
        servers.close();
    }

    @Test
    void what_a_killed_first_start_left_is_gone() {
        assertThat(data.resolve("kafka.new")).doesNotExist();
        assertThat(data.resolve("postgres/data.new")).doesNotExist();
        assertThat(data.resolve("postgres/bin-new")).doesNotExist();
    }

    @Test
    void only_the_owner_may_read_addresses_and_passwords() throws Exception {
        for (String file : List.of("services.properties", "postgres/password")) {
            assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(data.resolve(file))))
                    .as(file)
                    .isEqualTo("rw-------");
        }
        assertThat(servers.addresses())
                .containsEntry("pid", String.valueOf(servers.process().pid()))
                .containsEntry("attached", "true");
    }

    @Test
    void nothing_listens_beyond_loopback() throws Exception {
        Set<String> ports = OwnerFile.read(data.resolve("ports.properties")).values().stream()
                .map(port -> "%04X".formatted(Integer.parseInt(port.toString())))
                .collect(Collectors.toSet());
        List<String[]> listening = listeningSockets();

        assertThat(listening.stream().filter(socket -> ports.contains(port(socket[1]))))
                .hasSize(4) // broker, controller, database, sample API
                .allSatisfy(socket -> assertThat(socket[1]).contains("0100007F:"));
        Set<String> inodes = inodes(servers.process().pid());
        assertThat(listening.stream().filter(socket -> inodes.contains(socket[9])))
                .as("the JVM's own, whatever their ports")
                .hasSize(3)
                .allSatisfy(socket -> assertThat(socket[1]).contains("0100007F:"));
    }

    private static List<String[]> listeningSockets() throws IOException {
        try (Stream<String> lines = Stream.concat(
                Files.readAllLines(Path.of("/proc/net/tcp")).stream(),
                Files.readAllLines(Path.of("/proc/net/tcp6")).stream())) {
            return lines.map(line -> line.strip().split("\\s+"))
                    .filter(fields -> fields[3].equals("0A"))
                    .toList();
        }
    }

    private static String port(String address) {
        return address.substring(address.indexOf(':') + 1);
    }

    private static Set<String> inodes(long pid) throws IOException {
        try (Stream<Path> files = Files.list(Path.of("/proc", String.valueOf(pid), "fd"))) {
            return files.map(file -> {
                        try {
                            return Files.readSymbolicLink(file).toString();
                        } catch (IOException e) {
                            return ""; // closed while we looked
                        }
                    })
                    .filter(target -> target.startsWith("socket:["))
                    .map(target -> target.replaceAll("\\D", ""))
                    .collect(Collectors.toSet());
        }
    }

    @Test
    void the_database_wants_its_password() throws Exception {
        String url = servers.addresses().getProperty("POSTGRES_URL");

        assertThatThrownBy(() -> DriverManager.getConnection(url, "azalai", "guess"))
                .isInstanceOfSatisfying(SQLException.class, refusal -> assertThat(refusal.getSQLState())
                        .isEqualTo("28P01"));
        assertThat(servers.sql("SELECT current_user || ' on ' || current_database()"))
                .isEqualTo("azalai on azalai");
    }

    @Test
    void the_database_keeps_what_it_commits_and_speaks_unicode() throws Exception {
        assertThat(servers.sql("SHOW fsync")).isEqualTo("on");
        assertThat(servers.sql("SHOW synchronous_commit")).isEqualTo("on");
        assertThat(servers.sql("SHOW full_page_writes")).isEqualTo("on");
        assertThat(servers.sql("SHOW server_encoding")).isEqualTo("UTF8");
        assertThat(servers.sql("SELECT upper('é')")).isEqualTo("É");
    }

    @Test
    void the_broker_carries_records_of_eight_megabytes() throws Exception {
        byte[] value = new byte[8 << 20];
        Arrays.fill(value, (byte) 'x');
        value[0] = 'a';
        Map<String, Object> client = Map.of(
                "bootstrap.servers", servers.addresses().getProperty("KAFKA_BROKERS"), "max.request.size", 9 << 20);
        try (Admin admin = Admin.create(client);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer());
                KafkaConsumer<byte[], byte[]> consumer =
                        new KafkaConsumer<>(client, new ByteArrayDeserializer(), new ByteArrayDeserializer())) {
            admin.createTopics(List.of(new NewTopic("large", 1, (short) 1)))
                    .all()
                    .get();
            producer.send(new ProducerRecord<>("large", value)).get();
            TopicPartition partition = new TopicPartition("large", 0);
            consumer.assign(List.of(partition));
            consumer.seekToBeginning(List.of(partition));
            ConsumerRecords<byte[], byte[]> records = consumer.poll(Duration.ofSeconds(30));

            assertThat(records).extracting(ConsumerRecord::value).containsExactly(value);
        }
    }

    @Test
    void the_broker_has_on_the_disk_within_a_second_what_it_acknowledges() throws Exception {
        ConfigResource topic = new ConfigResource(ConfigResource.Type.TOPIC, "flushed");
        try (Admin admin =
                Admin.create(Map.of("bootstrap.servers", servers.addresses().getProperty("KAFKA_BROKERS")))) {
            admin.createTopics(List.of(new NewTopic("flushed", 1, (short) 1)))
                    .all()
                    .get();

            assertThat(admin.describeConfigs(List.of(topic))
                            .all()
                            .get()
                            .get(topic)
                            .get("flush.ms")
                            .value())
                    .isEqualTo("1000");
        }
    }

    @Test
    void the_broker_makes_no_topic_unasked() throws Exception {
        Map<String, Object> client =
                Map.of("bootstrap.servers", servers.addresses().getProperty("KAFKA_BROKERS"), "max.block.ms", 1000);
        try (Admin admin = Admin.create(client);
                KafkaProducer<byte[], byte[]> producer =
                        new KafkaProducer<>(client, new ByteArraySerializer(), new ByteArraySerializer())) {
            assertThatThrownBy(() -> producer.send(new ProducerRecord<>("unasked", new byte[1]))
                            .get())
                    .isInstanceOf(ExecutionException.class);
            assertThatThrownBy(() -> admin.describeTopics(List.of("unasked"))
                            .allTopicNames()
                            .get())
                    .hasCauseInstanceOf(UnknownTopicOrPartitionException.class);
        }
    }

    @Test
    void the_sample_api_answers() throws Exception {
        URI datasets = URI.create(servers.addresses().getProperty("RECALLS_API_URL")
                + "/api/explore/v2.1/catalog/datasets/rappelconso-v2-gtin-espaces/records?limit=1");
        HttpResponse<String> answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(datasets).build(), HttpResponse.BodyHandlers.ofString());

        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(servers.addresses()).containsKey("SAMPLE_CONTROL_TOKEN");
    }

    @Test
    void a_second_starter_is_refused_in_one_sentence() throws Exception {
        try (Child second = Child.start(data, "--postgres", "--attached")) {
            assertThat(second.exit()).isEqualTo(3);
            assertThat(second.errors())
                    .singleElement()
                    .asString()
                    .isEqualTo("The servers of " + data.toRealPath() + " are already running (process "
                            + servers.process().pid() + ").");
        }
        assertThat(servers.sql("SELECT 1")).as("the first is not disturbed").isEqualTo("1");
    }
}
