package azalai.sample.recalls;

import azalai.sample.query.Field;
import azalai.sample.query.Row;
import azalai.sample.query.Values;
import com.fasterxml.jackson.core.JsonGenerator;
import java.io.IOException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;

/** A fiche as a record of one dataset; its texts are made when something other than its keys and dates is asked. */
final class WorldRow implements Row {
    private final long seed;
    private final Fiche fiche;
    private final Form form;
    private Object[] values;

    WorldRow(long seed, Fiche fiche, Form form) {
        this.seed = seed;
        this.fiche = fiche;
        this.form = form;
    }

    @Override
    public Object value(Field field) {
        return switch (field.name()) {
            case "id" -> fiche.id();
            case "numero_fiche" -> V2Values.key(fiche);
            case "reference_fiche" -> fiche.v1Reference();
            case "numero_version", "ndeg_de_version" -> fiche.version();
            case "date_publication" -> Instant.ofEpochSecond(fiche.published());
            case "date_de_publication" -> LocalDate.ofEpochDay(fiche.day()).toString();
            default -> values()[field.index()];
        };
    }

    @Override
    public void writeTo(JsonGenerator out, ZoneId zone) throws IOException {
        Object[] all = values();
        out.writeStartObject();
        for (int i = 0; i < all.length; i++) {
            out.writeFieldName(form.names()[i]);
            Values.write(out, all[i], zone);
        }
        out.writeEndObject();
    }

    private Object[] values() {
        if (values == null) {
            values = form.values(fiche, Recall.of(seed, fiche));
        }
        return values;
    }
}
