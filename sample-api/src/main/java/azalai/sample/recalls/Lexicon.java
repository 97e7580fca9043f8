package azalai.sample.recalls;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * The words recalls are made of, from lexicon.json: the real data's categories with their weights, and texts in its
 * manner, with every code point that its transliteration has to know.
 */
final class Lexicon {
    /** A sub-category; {@code family} decides which brands, packagings and causes fit. */
    record Kind(Text category, Text subCategory, int weight, String family, List<String> models) {}

    /** Why something is recalled; {@code health} is the authorities' advice, or null. */
    record Cause(Text reason, List<String> risks, Text health) {}

    private static final Lexicon SHARED = load();

    private final List<Kind> kinds = new ArrayList<>();
    private final List<Integer> weights = new ArrayList<>();
    private final Map<String, List<Cause>> causes = new HashMap<>();
    private final Map<String, List<Text>> texts = new HashMap<>();
    private final Map<String, List<String>> strings = new HashMap<>();
    private final Map<String, Text> temperatures = new HashMap<>();
    private int totalWeight;

    private Lexicon(JsonNode root) {
        root.get("categories").forEach(this::category);
        Map<String, Text> health = new HashMap<>();
        root.get("health").properties().forEach(e -> health.put(e.getKey(), shared(e.getValue())));
        root.get("temperatures").properties().forEach(e -> temperatures.put(e.getKey(), shared(e.getValue())));
        root.get("causes").properties().forEach(entry -> {
            List<Cause> list = new ArrayList<>();
            entry.getValue()
                    .forEach(cause -> list.add(new Cause(
                            shared(cause.get(0)),
                            asStrings(cause.get(1)),
                            health.get(cause.get(2).asText()))));
            causes.put(entry.getKey(), List.copyOf(list));
        });
        for (Map.Entry<String, JsonNode> entry : root.properties()) {
            if (entry.getValue().isArray() && entry.getValue().get(0).isTextual()) {
                remember(entry.getKey(), entry.getValue());
            }
        }
        for (String byFamily : List.of("brands", "variants", "packagings")) {
            root.get(byFamily).properties().forEach(e -> remember(byFamily + "." + e.getKey(), e.getValue()));
        }
    }

    private static Lexicon load() {
        try (InputStream file = Lexicon.class.getResourceAsStream("lexicon.json")) {
            return new Lexicon(new ObjectMapper().readTree(file));
        } catch (IOException e) {
            throw new UncheckedIOException("The sample API's lexicon.json cannot be read from its jar.", e);
        }
    }

    static Lexicon shared() {
        return SHARED;
    }

    private void category(JsonNode category) {
        Text name = shared(category.get(0));
        int sum = 0;
        for (JsonNode sub : category.get(2)) {
            sum += sub.get(1).asInt();
        }
        for (JsonNode sub : category.get(2)) {
            int weight = Math.max(
                    1, (int) ((long) sub.get(1).asInt() * category.get(1).asInt() / sum));
            Text subName = shared(sub.get(0));
            kinds.add(new Kind(name, subName, weight, sub.get(2).asText(), asStrings(sub.get(3))));
            totalWeight += weight;
            weights.add(totalWeight);
        }
    }

    private void remember(String name, JsonNode list) {
        List<String> plain = asStrings(list);
        strings.put(name, plain);
        texts.put(name, plain.stream().map(Text::shared).toList());
    }

    private static Text shared(JsonNode text) {
        return Text.shared(text.asText());
    }

    private static List<String> asStrings(JsonNode list) {
        List<String> strings = new ArrayList<>();
        list.forEach(text -> strings.add(text.asText()));
        return List.copyOf(strings);
    }

    Kind kind(Dice dice) {
        int luck = dice.below(totalWeight);
        int i = 0;
        while (weights.get(i) <= luck) {
            i++;
        }
        return kinds.get(i);
    }

    Cause cause(String family, Dice dice) {
        return dice.of(causes.get(family));
    }

    /** One of a list's texts, shared between rows. */
    Text text(String list, Dice dice) {
        return dice.of(texts.get(list));
    }

    /** One of a list's texts, to build another from. */
    String string(String list, Dice dice) {
        return dice.of(strings.get(list));
    }

    List<String> strings(String list) {
        return strings.get(list);
    }

    /** Where products of the family are kept, or null. */
    Text temperature(String family) {
        return temperatures.get(family);
    }
}
