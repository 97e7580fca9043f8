package azalai.cli;

import java.util.LinkedHashMap;
import java.util.Map;

/** What is known of one thing: names and values, a line each; values are aligned, and what is empty is left out. */
final class Details {
    private final Map<String, String> facts = new LinkedHashMap<>();

    Details add(String name, Object value) {
        if (value != null && !value.toString().isBlank()) {
            facts.put(name, value.toString());
        }
        return this;
    }

    /** The lines, each ended. */
    String text() {
        int width = facts.keySet().stream().mapToInt(String::length).max().orElse(0);
        StringBuilder out = new StringBuilder();
        facts.forEach((name, value) -> {
            String indented = value.replace("\n", "\n" + " ".repeat(width + 2));
            out.append("%s  %s%n".formatted(name + " ".repeat(width - name.length()), indented));
        });
        return out.toString();
    }
}
