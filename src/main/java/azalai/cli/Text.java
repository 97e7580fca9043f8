package azalai.cli;

import azalai.run.RunResult;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Comparator;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** Times, durations and counts as people read them; null gives null. */
final class Text {
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss");
    private static final DateTimeFormatter WITH_OFFSET = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx");
    private static final int MOST = 80;

    private Text() {}

    /** In this machine's zone. */
    static String time(Instant instant) {
        return instant == null ? null : TIME.format(instant.atZone(ZoneId.systemDefault()));
    }

    /** In a pipeline's zone, with its offset. */
    static String time(Instant instant, ZoneId zone) {
        return instant == null ? null : WITH_OFFSET.format(instant.atZone(zone));
    }

    /** As in {@code 850 ms}, {@code 9.8 s}, {@code 3 min 20 s}, {@code 1 h 05 min}, {@code 2 d 03 h}. */
    static String took(Duration took) {
        if (took == null) {
            return null;
        }
        long seconds = took.toSeconds();
        if (seconds < 1) {
            return took.toMillis() + " ms";
        }
        if (seconds < 60) {
            return took.toMillisPart() == 0
                    ? seconds + " s"
                    : String.format(Locale.ROOT, "%.1f s", Math.floor(took.toMillis() / 100.0) / 10);
        }
        if (seconds < 3600) {
            return "%d min %02d s".formatted(took.toMinutes(), took.toSecondsPart());
        }
        return took.toDays() == 0
                ? "%d h %02d min".formatted(took.toHours(), took.toMinutesPart())
                : "%d d %02d h".formatted(took.toDays(), took.toHoursPart());
    }

    /** With its thousands apart. */
    static String count(Long count) {
        return count == null ? null : String.format(Locale.ROOT, "%,d", count);
    }

    /** The counters that are not of a single field and not 0: {@code fetched 1,000, published 1,000}. */
    static String counts(Map<String, Long> counts) {
        return counts.entrySet().stream()
                .filter(entry -> entry.getValue() != 0 && !entry.getKey().contains("."))
                .sorted(Comparator.comparingInt(entry -> place(entry.getKey())))
                .map(entry -> entry.getKey() + " " + count(entry.getValue()))
                .collect(Collectors.joining(", "));
    }

    /** In the summary's order; what it does not name comes after. */
    private static int place(String name) {
        int place = RunResult.COUNTED.indexOf(name);
        return place < 0 ? RunResult.COUNTED.size() : place;
    }

    /** Short enough for a table. */
    static String brief(String sentence) {
        return sentence == null || sentence.length() <= MOST ? sentence : sentence.substring(0, MOST - 1) + "…";
    }

    /** For JSON: an instant as ISO 8601, null as null. */
    static String iso(Instant instant) {
        return instant == null ? null : instant.toString();
    }
}
