package azalai.config;

import azalai.error.Refusal;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.List;
import java.util.Locale;
import java.util.function.BiConsumer;
import java.util.regex.Pattern;

/**
 * What the values must look like. The rules go by the end of the name, so that {@code recalls.table} and any other
 * pipeline's {@code x.table} are held to the same.
 */
final class Rules {
    /** A table with or without its schema, each name as PostgreSQL takes it unquoted. */
    private static final Pattern TABLE = Pattern.compile("[a-z_][a-z0-9_]{0,62}(\\.[a-z_][a-z0-9_]{0,62})?");
    /** Kafka's own rule for topics: org.apache.kafka.common.internals.Topic. */
    private static final Pattern TOPIC = Pattern.compile("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}");

    private static final Pattern DATASET = Pattern.compile("[A-Za-z0-9._-]{1,200}");

    /** As Kafka reads {@code bootstrap.servers}: org.apache.kafka.clients.ClientUtils. */
    private static final Pattern BROKERS =
            Pattern.compile("\\s*(\\w+://)?[^\\s,/]+:\\d{1,5}\\s*(,\\s*(\\w+://)?[^\\s,/]+:\\d{1,5}\\s*)*");

    /** As Spark reads it: org.apache.spark.SparkMasterRegex. */
    private static final Pattern MASTER = Pattern.compile(
            "local|local\\[(\\*|[1-9]\\d{0,3})(\\s*,\\s*[1-9]\\d{0,3})?]|local-cluster\\[\\s*\\d+\\s*,\\s*\\d+\\s*,\\s*\\d+\\s*]"
                    + "|yarn|spark://[^\\s,/]+:\\d{1,5}(,[^\\s,/]+:\\d{1,5})*|k8s://\\S+|mesos://\\S+");

    /** In MB; Spark needs 450 beside what the JVM keeps for itself. */
    private static final int LEAST_HEAP = 512;

    private static final int PASSWORD_LENGTH = 12;

    private record Rule(String suffix, BiConsumer<String, String> check) {}

    private static final List<Rule> RULES = List.of(
            new Rule(
                    ".table",
                    matching(TABLE, "a table's name: lower-case letters, digits and _, with or without a schema")),
            new Rule(".topic", matching(TOPIC, "a topic's name: letters, digits, '.', '_' and '-'")),
            new Rule(".dataset", matching(DATASET, "a dataset's name: letters, digits, '.', '_' and '-'")),
            new Rule(".topic.partitions", wholeNumber(1, 10_000)),
            new Rule(".topic.replication", optional(wholeNumber(1, 100))),
            new Rule(".topic.retention", Rules::duration),
            new Rule(".cursor.lag", Rules::duration),
            new Rule(".full-every", Rules::duration),
            new Rule(".sample.count", wholeNumber(0, 100_000_000)),
            new Rule(".after-records", wholeNumber(0, 100_000_000)),
            new Rule(".load.after", Rules::duration),
            new Rule(".time-zone", Rules::zone),
            new Rule(".schedule", optional(Schedules::check)),
            new Rule(".fetch", matching(Pattern.compile("export|records"), "'export' or 'records'")),
            new Rule("azalai.keep", Rules::duration),
            new Rule("azalai.password", Rules::password),
            new Rule("load.lock-timeout", Rules::duration),
            new Rule("load.heap", Rules::heap),
            new Rule(
                    "spark.master",
                    matching(
                            MASTER,
                            "a Spark master as in local[*], local[2], spark://host:7077, yarn or k8s://https://host:443")),
            new Rule("load.most-misfits", wholeNumber(0, 100_000_000)),
            new Rule("load.most-misfits-share", Rules::share),
            new Rule("load.most-withdrawn-share", Rules::share),
            new Rule("runs.grace", Rules::duration),
            new Rule("http.port", wholeNumber(0, 65_535)),
            new Rule("management.port", wholeNumber(0, 65_535)),
            new Rule("api.url", Rules::url),
            new Rule("kafka.brokers", optional(matching(BROKERS, "a list of brokers as in host1:9092,host2:9092"))),
            new Rule("postgres.url", optional(Rules::jdbcUrl)));

    private Rules() {}

    static void check(Configuration configuration) {
        configuration.all().keySet().forEach(name -> RULES.stream()
                .filter(rule -> name.endsWith(rule.suffix())
                        && !name.startsWith("camel.")
                        && !name.startsWith("spark.conf.")
                        && !name.startsWith("kafka.client."))
                .forEach(rule -> rule.check().accept(name, configuration.get(name))));
    }

    private static BiConsumer<String, String> matching(Pattern pattern, String wanted) {
        return (name, value) -> {
            if (!pattern.matcher(value).matches()) {
                throw wrong(name, value, wanted, null);
            }
        };
    }

    private static BiConsumer<String, String> wholeNumber(int least, int most) {
        return (name, value) -> {
            if (!value.matches("\\d{1,9}") || Integer.parseInt(value) < least || Integer.parseInt(value) > most) {
                throw wrong(name, value, "a whole number from %d to %d".formatted(least, most), null);
            }
        };
    }

    private static BiConsumer<String, String> optional(BiConsumer<String, String> check) {
        return (name, value) -> {
            if (!value.isEmpty() && !value.equals("embedded")) {
                check.accept(name, value);
            }
        };
    }

    private static void duration(String name, String value) {
        Durations.parse(name, value);
    }

    private static void share(String name, String value) {
        if (!value.matches("0|1|[01]\\.0+|0?\\.\\d{1,9}")) {
            throw wrong(name, value, "a share from 0 to 1, as in 0.1", null);
        }
    }

    private static void heap(String name, String value) {
        if (!value.matches("[1-9]\\d{0,6}[mMgG]")
                || value.matches("\\d+[mM]") && Integer.parseInt(value.substring(0, value.length() - 1)) < LEAST_HEAP) {
            throw wrong(name, value, "a heap of at least 512m, written as in 512m or 2g", null);
        }
        long megabytes = Long.parseLong(value.substring(0, value.length() - 1))
                * (value.toLowerCase(Locale.ROOT).endsWith("g") ? 1024 : 1);
        long memory = memory();
        if (megabytes > memory) {
            throw new Refusal("The value '%s' of %s is more memory than this machine has, %d MB: give it less."
                    .formatted(value, name, memory));
        }
    }

    /** Of the machine or the container, in MB. */
    private static long memory() {
        return ManagementFactory.getOperatingSystemMXBean() instanceof OperatingSystemMXBean machine
                ? machine.getTotalMemorySize() >> 20
                : Long.MAX_VALUE;
    }

    private static void zone(String name, String value) {
        try {
            ZoneId.of(value);
        } catch (DateTimeException e) {
            throw wrong(name, value, "a time zone as in Europe/Paris", e);
        }
    }

    /** Twelve: OWASP's Authentication Cheat Sheet. The value stays out of the sentence. */
    private static void password(String name, String value) {
        if (!value.isEmpty() && value.codePointCount(0, value.length()) < PASSWORD_LENGTH) {
            throw new Refusal(
                    "%s has less than %d characters: choose a longer one, or leave it out and the first up makes one."
                            .formatted(name, PASSWORD_LENGTH));
        }
    }

    private static void url(String name, String value) {
        if (!value.matches("https?://[^/\\s?#]+(/[^\\s?#]*)?")) {
            throw wrong(name, value, "an address as in https://data.economie.gouv.fr", null);
        }
    }

    private static void jdbcUrl(String name, String value) {
        if (!value.startsWith("jdbc:postgresql:")) {
            throw wrong(name, value, "an address as in jdbc:postgresql://host:5432/database", null);
        }
    }

    private static Refusal wrong(String name, String value, String wanted, Throwable cause) {
        return new Refusal("The value '%s' of %s is not %s.".formatted(value, name, wanted), cause);
    }
}
