package azalai.step.clean;

import azalai.page.Counts;
import azalai.page.Fields;
import azalai.page.PageStep;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Keeps the declared fields, in their order, and removes the others, so that a source that changes its shape neither
 * breaks a run nor changes it silently. A kept or optional field the record lacks becomes null.
 *
 * <p>Counts {@code kept}, the records seen; {@code unknown.<field>}, the records with a field that is neither kept nor
 * dropped on purpose; {@code missing.<field>}, the records without a kept field. A field is missing from the whole run
 * if its {@code missing} equals {@code kept}; a field that is there with the value null is not missing.
 */
public final class KeepFields extends PageStep {
    private static final String ALL = "*";

    private List<String> kept = List.of();
    private List<String> optional = List.of();
    private Set<String> dropped = Set.of();
    private Set<String> known = Set.of();

    /** The fields that go on, comma-separated, in the order they shall have. */
    public void setKept(String kept) {
        this.kept = Fields.list(kept);
        updateKnown();
    }

    /** Fields that go on too, but that no one misses when the source does not have them; comma-separated. */
    public void setOptional(String optional) {
        this.optional = Fields.list(optional);
        updateKnown();
    }

    /** Fields removed on purpose, not counted; comma-separated, {@code *} = all others. */
    public void setDropped(String dropped) {
        this.dropped = Set.copyOf(Fields.list(dropped));
        updateKnown();
    }

    private void updateKnown() {
        known = new LinkedHashSet<>(kept);
        known.addAll(optional);
        known.addAll(dropped);
    }

    @Override
    protected void clean(List<Map<String, Object>> page, Counts counts) {
        page.replaceAll(record -> keep(record, counts));
        counts.add("kept", page.size());
    }

    private Map<String, Object> keep(Map<String, Object> record, Counts counts) {
        Map<String, Object> out = new LinkedHashMap<>();
        for (String field : kept) {
            if (!record.containsKey(field)) {
                counts.add("missing." + field, 1);
            }
            out.put(field, record.get(field));
        }
        for (String field : optional) {
            out.put(field, record.get(field));
        }
        for (String field : dropped.contains(ALL) ? Set.<String>of() : record.keySet()) {
            if (!known.contains(field)) {
                counts.addNamed("unknown", field);
            }
        }
        return out;
    }
}
