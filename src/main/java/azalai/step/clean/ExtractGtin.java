package azalai.step.clean;

import azalai.page.Counts;
import azalai.page.PageStep;
import java.util.List;
import java.util.Map;

/** Lists the valid GTINs a text names, padded to 14 digits, distinct, in order; an empty list if there is none. */
public final class ExtractGtin extends PageStep {
    private String from;
    private String into;

    /** The field with the text. */
    public void setFrom(String from) {
        this.from = from;
    }

    /** The field for the list. */
    public void setInto(String into) {
        this.into = into;
    }

    @Override
    protected void clean(List<Map<String, Object>> page, Counts counts) {
        for (Map<String, Object> record : page) {
            record.put(into, record.get(from) instanceof String text ? List.copyOf(Gtin.in(text)) : List.of());
        }
    }
}
