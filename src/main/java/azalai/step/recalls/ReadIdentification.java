package azalai.step.recalls;

import azalai.page.Counts;
import azalai.page.Fields;
import azalai.page.PageStep;
import azalai.step.clean.RetypeFields;
import azalai.step.clean.Transliteration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/**
 * Reads products written as {@code GTIN$lot$label$date1$date2}, joined by {@code |}, from one string or from the array a
 * source makes of it, to the same result: the field becomes text for people, {@code into} the list of products. What
 * cannot be read stays as text, its tokens joined by {@code $}, with null products, and counts as {@code unread.<into>}.
 */
public final class ReadIdentification extends PageStep {
    private String field;
    private String into;
    private List<String> labels = List.of();

    /** The field with the string or the array; it takes the text. */
    public void setField(String field) {
        this.field = field;
    }

    /** The field for the products. */
    public void setInto(String into) {
        this.into = into;
    }

    /** How the labels begin (whole words, accents and case do not matter), comma-separated. */
    public void setLabels(String labels) {
        this.labels = Fields.list(Transliteration.ascii(labels).toLowerCase(Locale.ROOT));
    }

    @Override
    protected void clean(List<Map<String, Object>> page, Counts counts) {
        for (Map<String, Object> record : page) {
            List<String> tokens = tokens(record.get(field));
            Optional<List<IdentificationGroup>> groups = IdentificationTokens.read(tokens, labels);
            if (tokens.isEmpty()) {
                record.put(field, null);
                record.put(into, null);
            } else if (groups.isEmpty() || groups.get().isEmpty()) {
                record.put(field, String.join("$", tokens));
                record.put(into, null);
                counts.add("unread." + into, 1);
            } else {
                record.put(
                        field,
                        groups.get().stream().map(IdentificationGroup::text).collect(Collectors.joining(" ")));
                record.put(
                        into,
                        groups.get().stream()
                                .map(group -> group.product().toMap())
                                .toList());
            }
        }
    }

    private static List<String> tokens(Object value) {
        List<String> tokens = new ArrayList<>();
        List<?> parts = value instanceof List<?> list ? list : Arrays.asList(value);
        for (Object part : parts) {
            if (part != null) {
                Arrays.stream(RetypeFields.json(part).split("\\$"))
                        .filter(token -> !token.isBlank())
                        .forEach(tokens::add);
            }
        }
        return tokens;
    }
}
