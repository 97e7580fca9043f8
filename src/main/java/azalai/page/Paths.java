package azalai.page;

import java.util.Map;

/** Where a value stands in a record: a field's name, or the names on the way to it with dots between, {@code owner.name}. */
public final class Paths {
    private Paths() {}

    /** The value at a path; null if there is none. A field whose own name holds the dots comes first. */
    public static Object get(Object record, String path) {
        if (!(record instanceof Map<?, ?> fields)) {
            return null;
        }
        if (fields.containsKey(path)) {
            return fields.get(path);
        }
        for (int dot = path.indexOf('.'); dot >= 0; dot = path.indexOf('.', dot + 1)) {
            Object found = get(fields.get(path.substring(0, dot)), path.substring(dot + 1));
            if (found != null) {
                return found;
            }
        }
        return null;
    }
}
