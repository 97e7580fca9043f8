package azalai.step.clean;

import azalai.page.Counts;
import azalai.page.Fields;
import azalai.page.PageStep;
import java.util.List;
import java.util.Map;

/** Gives fields the names of the table's columns. */
public final class RenameFields extends PageStep {
    private Map<String, String> names = Map.of();

    /** The renamings as {@code old=new}, comma-separated; an old name a record lacks is passed over. */
    public void setNames(String names) {
        this.names = Fields.pairs(names);
    }

    @Override
    protected void clean(List<Map<String, Object>> page, Counts counts) {
        for (Map<String, Object> record : page) {
            names.forEach((old, name) -> {
                if (record.containsKey(old)) {
                    record.put(name, record.remove(old));
                }
            });
        }
    }
}
