package azalai.sample.recalls;

import azalai.sample.explore.Field;
import azalai.sample.explore.Row;
import azalai.sample.explore.Values;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Map;

/** A fiche as a record of one dataset; its texts are made when something other than its keys and dates is asked. */
final class FicheRow implements Row {
    private final long seed;
    private final Fiche fiche;
    private final Form form;
    private Map<String, Object> recall;

    FicheRow(long seed, Fiche fiche, Form form) {
        this.seed = seed;
        this.fiche = fiche;
        this.form = form;
    }

    @Override
    public Object value(Field field) {
        return form.spelled(part(form.part(field.index())));
    }

    private Object part(String name) {
        return switch (name) {
            case "id" -> fiche.id();
            case "reference" -> fiche.reference();
            case "v1Reference" -> fiche.v1Reference();
            case "version" -> fiche.version();
            case "published" -> Instant.ofEpochSecond(fiche.published());
            case "day" -> LocalDate.ofEpochDay(fiche.day()).toString();
            default -> {
                recall = recall == null ? Recall.of(seed, fiche) : recall;
                yield recall.get(name);
            }
        };
    }

    @Override
    public void writeTo(JsonGenerator out, ZoneId zone) throws IOException {
        out.writeStartObject();
        for (Field field : form.schema().fields()) {
            out.writeFieldName(form.names().get(field.index()));
            Values.write(out, value(field), zone);
        }
        out.writeEndObject();
    }
}
