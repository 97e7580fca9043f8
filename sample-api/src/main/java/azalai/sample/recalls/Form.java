package azalai.sample.recalls;

import azalai.sample.explore.Field;
import azalai.sample.explore.FieldType;
import azalai.sample.explore.Schema;
import com.fasterxml.jackson.core.io.SerializedString;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** The two datasets that show the same recalls: the retired one and today's; which parts as which fields: fields.csv. */
public enum Form {
    V1("rappelconso0", "reference_fiche", "date_de_publication", List.of("date_de_publication", "reference_fiche")),
    V2(
            "rappelconso-v2-gtin-espaces",
            "numero_fiche",
            "date_publication",
            List.of("date_publication", "id", "numero_fiche"));

    private static final Comparator<Fiche> V1_ORDER = Comparator.comparingInt(Fiche::day)
            .thenComparing(Fiche::v1Reference)
            .thenComparing(Fiche::ordinal);
    private static final Comparator<Fiche> V2_ORDER =
            Comparator.comparingLong(Fiche::published).thenComparing(Fiche::ordinal);

    private final Schema schema;
    private final List<SerializedString> names = new ArrayList<>();
    private final List<String> parts = new ArrayList<>();

    Form(String dataset, String key, String published, List<String> order) {
        List<Field> fields = new ArrayList<>();
        for (String line : lines()) {
            String[] column = line.split(",");
            if (column[0].equals(name())) {
                fields.add(new Field(column[1], FieldType.valueOf(column[2]), fields.size()));
                names.add(new SerializedString(column[1]));
                parts.add(column[3]);
            }
        }
        schema = new Schema(dataset, fields, key, published, order);
    }

    private static List<String> lines() {
        try (InputStream file = Form.class.getResourceAsStream("fields.csv")) {
            return new String(file.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .toList();
        } catch (IOException e) {
            throw new UncheckedIOException("The sample API's fields.csv cannot be read from its jar.", e);
        }
    }

    /** The form of that dataset, or null if it is neither's name. */
    static Form of(String dataset) {
        return V1.schema.dataset().equals(dataset) ? V1 : V2.schema.dataset().equals(dataset) ? V2 : null;
    }

    Schema schema() {
        return schema;
    }

    /** The fields' names, in order, quoted once for all. */
    List<SerializedString> names() {
        return names;
    }

    /** The part that stands in the field at this place. */
    String part(int index) {
        return parts.get(index);
    }

    /** A part as this form writes it: text as V1 has it, or in V2's spelling; lists joined. */
    Object spelled(Object part) {
        if (part instanceof Text text) {
            return this == V1 ? text.v1() : text.v2();
        }
        if (part instanceof String text) {
            return this == V1 ? text : Text.v2(text);
        }
        if (part instanceof List<?> list) {
            return this == V1 ? joined(list, " ") : Text.v2(joined(list, "|"));
        }
        if (part instanceof LocalDate date) {
            return this == V1 ? French.prose(date) : date.toString();
        }
        if (part instanceof Identification products) {
            return this == V1 ? products.v1() : products.v2();
        }
        return part;
    }

    /** Not a stream: several times a row. */
    static String joined(List<?> parts, String separator) {
        StringBuilder text = new StringBuilder();
        for (Object part : parts) {
            text.append(text.isEmpty() ? "" : separator).append(part);
        }
        return text.toString();
    }

    /** The publication day that this form shows: V1 of Paris, V2 of UTC; days since 1970. */
    int day(Fiche fiche) {
        return this == V1 ? fiche.day() : fiche.utcDay();
    }

    /** What the publication field compares as, epoch seconds. */
    long published(Fiche fiche) {
        return this == V1 ? fiche.day() * 86_400L : fiche.published();
    }

    /** The order of publication. */
    Comparator<Fiche> order() {
        return this == V1 ? V1_ORDER : V2_ORDER;
    }

    int baseBefore(BasePopulation base, int day) {
        return this == V1 ? base.before(day) : base.beforeUtc(day);
    }
}
