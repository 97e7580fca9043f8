package azalai.config;

import azalai.config.SettingType.Check;
import azalai.error.Refusal;
import com.sun.management.OperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** What values are held to; each says in a sentence what it wants. */
final class ValueChecks {
    static final Check ANY = matching(".+", "a text: it may not be empty");

    static final Check NAME = matching("[A-Za-z0-9._-]{1,200}", "a name: letters, digits, '.', '_' and '-'");

    /** With or without its schema, each name as PostgreSQL takes it unquoted. */
    static final Check TABLE = matching(
            "[a-z_][a-z0-9_]{0,62}(\\.[a-z_][a-z0-9_]{0,62})?",
            "a table's name: lower-case letters, digits and _, with or without a schema");

    /** Kafka's own rule: org.apache.kafka.common.internals.Topic. */
    static final Check TOPIC =
            matching("(?!\\.{1,2}$)[a-zA-Z0-9._-]{1,249}", "a topic's name: letters, digits, '.', '_' and '-'");

    static final Check SHARE = matching("0|1|[01]\\.0+|0?\\.\\d{1,9}", "a share from 0 to 1, as in 0.1");

    static final Check URL = matching("https?://[^/\\s?#]+(/[^\\s?#]*)?", "an address as in https://example.org");

    static final Check PATHS = matching("\\s*[^,\\s][^,]*(,\\s*[^,\\s][^,]*)*", "a list of paths as in one,two");

    /** As Kafka reads {@code bootstrap.servers}: org.apache.kafka.clients.ClientUtils. */
    static final Check BROKERS = matching(
            "embedded|\\s*(\\w+://)?[^\\s,/]+:\\d{1,5}\\s*(,\\s*(\\w+://)?[^\\s,/]+:\\d{1,5}\\s*)*",
            "a list of brokers as in host1:9092,host2:9092");

    static final Check JDBC_URL =
            matching("embedded|jdbc:postgresql:.*", "an address as in jdbc:postgresql://host:5432/database");

    /** As Spark reads it: org.apache.spark.SparkMasterRegex. */
    static final Check MASTER = matching(
            "local|local\\[(\\*|[1-9]\\d{0,3})(\\s*,\\s*[1-9]\\d{0,3})?]|local-cluster\\[\\s*\\d+\\s*,\\s*\\d+\\s*,\\s*\\d+\\s*]"
                    + "|yarn|spark://[^\\s,/]+:\\d{1,5}(,[^\\s,/]+:\\d{1,5})*|k8s://\\S+|mesos://\\S+",
            "a Spark master as in local[*], local[2], spark://host:7077, yarn or k8s://https://host:443");

    /** In MB; Spark needs 450 beside what the JVM keeps for itself. */
    private static final int LEAST_HEAP = 512;

    private ValueChecks() {}

    static Check number(long least, long most) {
        return (name, value) -> {
            if (!value.matches("-?\\d{1,18}") || Long.parseLong(value) < least || Long.parseLong(value) > most) {
                throw wrong(name, value, "a whole number from %d to %d".formatted(least, most), null);
            }
        };
    }

    static Check oneOf(String... words) {
        List<String> quoted = Arrays.stream(words).map(word -> "'" + word + "'").toList();
        int last = quoted.size() - 1;
        String wanted =
                last == 0 ? quoted.get(0) : String.join(", ", quoted.subList(0, last)) + " or " + quoted.get(last);
        return (name, value) -> {
            if (!List.of(words).contains(value)) {
                throw wrong(name, value, wanted, null);
            }
        };
    }

    /** The value stays out of the sentence. */
    static Check secret(int least) {
        return (name, value) -> {
            if (value.codePointCount(0, value.length()) < least) {
                throw new Refusal("%s has less than %d characters: choose a longer one.".formatted(name, least));
            }
        };
    }

    static void day(String name, String value) {
        try {
            Day.parse(value);
        } catch (DateTimeException e) {
            throw wrong(name, value, "a day as in 2026-01-31", e);
        }
    }

    static void zone(String name, String value) {
        try {
            ZoneId.of(value);
        } catch (DateTimeException e) {
            throw wrong(name, value, "a time zone as in Europe/Paris", e);
        }
    }

    static void heap(String name, String value) {
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

    private static Check matching(String regex, String wanted) {
        Pattern pattern = Pattern.compile(regex, Pattern.DOTALL);
        return (name, value) -> {
            if (!pattern.matcher(value).matches()) {
                throw wrong(name, value, wanted, null);
            }
        };
    }

    private static Refusal wrong(String name, String value, String wanted, Throwable cause) {
        return new Refusal("The value '%s' of %s is not %s.".formatted(value, name, wanted), cause);
    }
}
