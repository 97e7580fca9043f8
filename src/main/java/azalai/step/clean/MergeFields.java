package azalai.step.clean;

import azalai.page.Counts;
import azalai.page.Fields;
import azalai.page.PageStep;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;

/** Joins the texts of several fields in one by a line break; null and empty parts are left out, none at all is null. */
public final class MergeFields extends PageStep {
    private List<String> from = List.of();
    private String into;

    /** The fields to join, comma-separated, in order; they are removed. */
    public void setFrom(String from) {
        this.from = Fields.list(from);
    }

    /** The field that takes the joined text; may be one of the joined. */
    public void setInto(String into) {
        this.into = into;
    }

    @Override
    protected void clean(List<Map<String, Object>> page, Counts counts) {
        for (Map<String, Object> record : page) {
            String merged = from.stream()
                    .map(record::remove)
                    .filter(Objects::nonNull)
                    .map(Object::toString)
                    .filter(part -> !part.isEmpty())
                    .collect(Collectors.joining("\n"));
            record.put(into, merged.isEmpty() ? null : merged);
        }
    }
}
