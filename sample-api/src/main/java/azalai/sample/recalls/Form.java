package azalai.sample.recalls;

import azalai.sample.query.Field;
import azalai.sample.query.FieldType;
import azalai.sample.query.Schema;
import com.fasterxml.jackson.core.io.SerializedString;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The two datasets that show the same recalls: the retired one and today's. */
public enum Form {
    V1(
            "rappelconso0",
            "date_de_publication",
            List.of("date_de_publication", "reference_fiche"),
            V1Values.FIELDS,
            Set.of("ndeg_de_version"),
            Set.of("date_de_publication"),
            Set.of()),
    V2(
            "rappelconso-v2-gtin-espaces",
            "date_publication",
            List.of("date_publication", "id", "numero_fiche"),
            V2Values.FIELDS,
            Set.of("numero_version", "id"),
            Set.of(
                    "date_debut_commercialisation",
                    "date_date_fin_commercialisation",
                    "date_de_fin_de_la_procedure_de_rappel"),
            Set.of("date_publication"));

    private final Schema schema;
    private final SerializedString[] names;

    Form(
            String dataset,
            String published,
            List<String> order,
            List<String> names,
            Set<String> integers,
            Set<String> dates,
            Set<String> datetimes) {
        List<Field> fields = new ArrayList<>();
        for (String name : names) {
            FieldType type = integers.contains(name)
                    ? FieldType.INT
                    : dates.contains(name)
                            ? FieldType.DATE
                            : datetimes.contains(name) ? FieldType.DATETIME : FieldType.TEXT;
            fields.add(new Field(name, type, fields.size()));
        }
        this.schema = new Schema(dataset, fields, published, order);
        this.names = names.stream().map(SerializedString::new).toArray(SerializedString[]::new);
    }

    /** The form of that dataset, or null if it is neither's name. */
    public static Form of(String dataset) {
        for (Form form : values()) {
            if (form.schema.dataset().equals(dataset)) {
                return form;
            }
        }
        return null;
    }

    public Schema schema() {
        return schema;
    }

    /** The fields' names, in order, quoted once for all. */
    SerializedString[] names() {
        return names;
    }

    /** The publication day that this form shows: V1 of Paris, V2 of UTC; days since 1970. */
    int day(Fiche fiche) {
        return this == V1 ? fiche.day() : fiche.utcDay();
    }

    /** What the publication field compares as, epoch seconds. */
    long published(Fiche fiche) {
        return this == V1 ? fiche.day() * 86_400L : fiche.published();
    }

    int baseBefore(BasePopulation base, int day) {
        return this == V1 ? base.before(day) : base.beforeUtc(day);
    }

    Object[] values(Fiche fiche, Recall recall) {
        return this == V1 ? V1Values.of(fiche, recall) : V2Values.of(fiche, recall);
    }
}
