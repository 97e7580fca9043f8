package azalai.step.clean;

import azalai.page.Counts;
import azalai.page.Fields;
import azalai.page.PageStep;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** Writes texts in upper or in lower case, in no country's own rules. */
public final class ChangeCase extends PageStep {
    private List<String> fields = List.of();
    private boolean upper;

    /** The fields to change, comma-separated. */
    public void setFields(String fields) {
        this.fields = Fields.list(fields);
    }

    /**
     * Either {@code upper} or {@code lower}.
     *
     * @throws IllegalArgumentException on anything else
     */
    public void setTo(String to) {
        if (!to.equals("upper") && !to.equals("lower")) {
            throw new IllegalArgumentException("'%s' is no case; write upper or lower".formatted(to));
        }
        upper = to.equals("upper");
    }

    @Override
    protected void clean(List<Map<String, Object>> page, Counts counts) {
        for (Map<String, Object> record : page) {
            for (String field : fields) {
                if (record.get(field) instanceof String text) {
                    record.put(field, upper ? text.toUpperCase(Locale.ROOT) : text.toLowerCase(Locale.ROOT));
                }
            }
        }
    }
}
