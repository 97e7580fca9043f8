package azalai.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import azalai.error.Refusal;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The settings that the project ships, held to their declarations. */
class RulesTest {
    private static final Home PROJECT = new Home(Path.of("..").toAbsolutePath().normalize());

    private static void set(String name, String value) {
        Configuration.load(PROJECT, Map.of(name, value), Map.of());
    }

    @Test
    void what_the_project_ships_is_right() {
        assertThatCode(() -> Configuration.load(PROJECT, Map.of(), Map.of())).doesNotThrowAnyException();
    }

    @Test
    void the_file_that_people_edit_begins_with_the_declared_defaults() throws IOException {
        Properties file = new Properties();
        try (Reader reader = Files.newBufferedReader(PROJECT.resolve("application.properties"))) {
            file.load(reader);
        }
        Map<String, String> declared =
                Declarations.own().stream().collect(Collectors.toMap(Setting::name, Setting::value));
        assertThat(declared)
                .containsAllEntriesOf(
                        file.stringPropertyNames().stream().collect(Collectors.toMap(name -> name, file::getProperty)));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            recalls.table              | x; DROP TABLE rappel_conso
            recalls.table              | rappel_conso" --
            recalls.table              | Rappel
            recalls.table              | a.b.c
            recalls.table              | 1abc
            recalls.table              | ''
            recalls.topic              | rappel conso
            recalls.topic              | ..
            recalls.topic              | ''
            recalls.dataset            | ../secrets
            recalls.dataset            | a?where=1
            recalls.topic.partitions   | 0
            recalls.topic.partitions   | three
            recalls.topic.partitions   | 99999999999
            recalls.topic.replication  | -1
            recalls.topic.retention    | soon
            recalls.topic.retention    | -1h
            recalls.cursor.lag         | 7 days
            recalls.full-every         | weekly
            recalls.sample.count       | 1e6
            recalls.time-zone          | Europe/Pariss
            recalls.time-zone          | ''
            recalls.schedule           | 0 99 6 * * ?
            recalls.schedule           | every day
            recalls.schedule           | 0 0 25 * * ?
            recalls.schedule           | 0 25 * * *
            recalls.schedule           | PT0S
            recalls.schedule           | PT
            recalls.schedule           | embedded
            recalls.sample.date        | tomorrow
            recalls.fetch              | pages
            recalls.api.url            | data.economie.gouv.fr
            recalls.api.url            | ftp://data.economie.gouv.fr
            recalls.api.url            | https://x/?a=b
            recalls.api.url            | ''
            postgres.url               | postgres://host/db
            kafka.brokers              | localhost
            kafka.brokers              | a:9092,b
            azalai.keep                | forever
            load.lock-timeout          | 1
            load.heap                  | 1
            load.heap                  | 511m
            load.heap                  | 1.5g
            load.heap                  | 0g
            load.heap                  | 2g -XX:+Evil
            load.heap                  | ''
            load.heap                  | 99999t
            load.heap                  | 9999999g
            spark.master               | banana
            spark.master               | local[0]
            spark.master               | local[]
            spark.master               | spark://host
            spark.master               | ''
            load.most-misfits          | -1
            load.most-misfits          | ''
            load.most-misfits-share    | 1.1
            load.most-misfits-share    | 10%
            load.most-misfits-share    | ''
            load.most-withdrawn-share  | -0.1
            load.most-withdrawn-share  | NaN
            recalls.load.most-misfits  | many
            http.port                  | 70000
            management.port            | x
            """)
    void a_wrong_value_is_refused_in_one_sentence_that_names_it_and_its_place(String name, String value) {
        assertThatThrownBy(() -> set(name, value)).isInstanceOf(Refusal.class).satisfies(e -> assertThat(e.getMessage())
                .contains("'" + value + "'")
                .contains(name)
                .endsWith(".")
                .doesNotContain("\n", "Exception"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
            recalls.table              | public.rappel_conso
            recalls.topic              | Rappel.conso-2_x
            recalls.dataset            | rappelconso0
            recalls.topic.replication  | ''
            recalls.topic.retention    | 1h
            recalls.full-every         | 0
            recalls.sample.count       | 0
            recalls.time-zone          | UTC
            recalls.schedule           | ''
            recalls.schedule           | 0 2 * * *
            recalls.schedule           | PT60S
            recalls.fetch              | records
            recalls.api.url            | http://127.0.0.1:8081/
            postgres.url               | jdbc:postgresql://host:5432/db?sslmode=require
            postgres.url               | ''
            recalls.sample.date        | 2026-01-31
            recalls.sample.file        | recalls.jsonl.gz
            kafka.brokers              | ''
            kafka.brokers              | embedded
            kafka.brokers              | a:9092, b:9093
            kafka.brokers              | SSL://[::1]:9093
            http.port                  | 0
            load.heap                  | 512m
            load.heap                  | 1G
            spark.master               | local
            spark.master               | local[4]
            spark.master               | local[*, 3]
            spark.master               | local-cluster[2,1,1024]
            spark.master               | spark://a:7077,b:7077
            spark.master               | k8s://https://host:443
            load.most-misfits          | 0
            load.most-misfits-share    | 0
            load.most-misfits-share    | 1
            load.most-misfits-share    | 1.0
            load.most-withdrawn-share  | .25
            recalls.load.most-misfits  | 5
            recalls.load.most-misfits-share    | 0.5
            recalls.load.most-withdrawn-share  | 1
            """)
    void a_right_value_is_taken(String name, String value) {
        assertThatCode(() -> set(name, value)).doesNotThrowAnyException();
    }
}
