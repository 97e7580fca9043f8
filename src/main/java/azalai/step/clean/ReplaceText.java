package azalai.step.clean;

import azalai.page.Counts;
import azalai.page.Fields;
import azalai.page.PageStep;
import java.util.List;
import java.util.Map;

/** Replaces a piece of text by another wherever it occurs, also in the elements of a list. */
public final class ReplaceText extends PageStep {
    /** Camel trims parameters and drops line breaks and backslashes from them, so white space needs names. */
    private static final Map<String, String> WHITE_SPACE =
            Map.of("SPACE", " ", "TAB", "\t", "CR", "\r", "LF", "\n", "CRLF", "\r\n");

    private List<String> fields = List.of();
    private String replace;
    private String with = "";

    /** The fields to look through, comma-separated. */
    public void setFields(String fields) {
        this.fields = Fields.list(fields);
    }

    /** The text to replace, taken literally, or the name of a white space. */
    public void setReplace(String replace) {
        this.replace = WHITE_SPACE.getOrDefault(replace, replace);
    }

    /** The text that comes in its place, or the name of a white space; empty: nothing. */
    public void setWith(String with) {
        this.with = WHITE_SPACE.getOrDefault(with, with);
    }

    @Override
    protected void clean(List<Map<String, Object>> page, Counts counts) {
        for (Map<String, Object> record : page) {
            for (String field : fields) {
                record.computeIfPresent(field, (name, value) -> replaced(value));
            }
        }
    }

    private Object replaced(Object value) {
        if (value instanceof String text) {
            return text.replace(replace, with);
        }
        return value instanceof List<?> list ? list.stream().map(this::replaced).toList() : value;
    }
}
