package azalai.step.clean;

import azalai.page.Counts;
import azalai.page.Fields;
import azalai.page.PageStep;
import java.util.List;
import java.util.Map;

/** Writes texts in ASCII ("é" as "e", "€" as "EUR"); a text that ends up empty becomes null. */
public final class StripAccents extends PageStep {
    private List<String> fields = List.of();

    /** The fields to write in ASCII, comma-separated. */
    public void setFields(String fields) {
        this.fields = Fields.list(fields);
    }

    @Override
    protected void clean(List<Map<String, Object>> page, Counts counts) {
        for (Map<String, Object> record : page) {
            for (String field : fields) {
                if (record.get(field) instanceof String text) {
                    String ascii = Transliteration.ascii(text);
                    record.put(field, ascii.isEmpty() ? null : ascii);
                }
            }
        }
    }
}
