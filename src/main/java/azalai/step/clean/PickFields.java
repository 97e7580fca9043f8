package azalai.step.clean;

import azalai.page.Counts;
import azalai.page.Fields;
import azalai.page.PageStep;
import azalai.page.Paths;
import java.util.List;
import java.util.Map;

/** Gives nested values fields of their own; the objects they stand in stay. One that a record lacks is null. */
public final class PickFields extends PageStep {
    private Map<String, String> paths = Map.of();

    /** The values as {@code path=field}, comma-separated: {@code owner.name=owner_name}. */
    public void setPaths(String paths) {
        this.paths = Fields.pairs(paths);
    }

    @Override
    protected void clean(List<Map<String, Object>> page, Counts counts) {
        for (Map<String, Object> record : page) {
            paths.forEach((path, field) -> record.put(field, Paths.get(record, path)));
        }
    }
}
