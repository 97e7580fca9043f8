package azalai.run;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What a task's counters say beside the summary line, a sentence a kind: dead letters and why, fields the pipeline does not know, kept fields
 * that no record had, values that could not be read. A counter of 0 says nothing.
 */
public final class CountNotices {
    private static final String MISSING = "missing.";

    private record Kind(String prefix, String sentence) {}

    private static final List<Kind> BY_FIELD = List.of(
            new Kind("unknown.", "fields the pipeline does not know were removed: %s"),
            new Kind("unread.", "values that could not be read left their column empty: %s"),
            new Kind("retyped.", "values of another type were kept as text: %s"),
            new Kind("ignored.", "fields that the table has no column for were left out: %s"),
            new Kind("unmatched.", "values without a match in the look-up: %s"));
    private static final List<Kind> PLAIN = List.of(
            new Kind("replaced_characters", "characters that no database takes were replaced: %s"),
            new Kind("duplicate", "records that had come before in this run were left out: %s"));

    private CountNotices() {}

    /** The sentences for the counters, by name, of one task of a pipeline. */
    public static List<String> of(String pipeline, Map<String, Long> counts) {
        List<String> notices = new ArrayList<>();
        DeadLetterCounts.notice(pipeline, counts).ifPresent(notices::add);
        String missing = counts.keySet().stream()
                .filter(name -> name.startsWith(MISSING) && missingEverywhere(counts, name))
                .map(name -> name.substring(MISSING.length()))
                .collect(Collectors.joining(", "));
        if (!missing.isEmpty()) {
            notices.add("kept fields that no record had: " + missing);
        }
        for (Kind kind : BY_FIELD) {
            String fields = counts.entrySet().stream()
                    .filter(count -> count.getKey().startsWith(kind.prefix()) && count.getValue() > 0)
                    .map(count -> count.getKey().substring(kind.prefix().length()) + " " + count.getValue())
                    .collect(Collectors.joining(", "));
            if (!fields.isEmpty()) {
                notices.add(kind.sentence().formatted(fields));
            }
        }
        for (Kind kind : PLAIN) {
            if (counts.getOrDefault(kind.prefix(), 0L) > 0) {
                notices.add(kind.sentence().formatted(counts.get(kind.prefix())));
            }
        }
        return notices;
    }

    /** {@code kept} counts the records that keep-fields saw. */
    private static boolean missingEverywhere(Map<String, Long> counts, String name) {
        return counts.get(name) > 0 && counts.get(name).equals(counts.get("kept"));
    }
}
