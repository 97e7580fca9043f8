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
 * The words recalls are made of, from lexicon.json: the real data's categories with their weights, texts in its manner,
 * with every code point that its transliteration has to know, and how often each of its traps comes.
 */
final class Lexicon {
    /** A sub-category; {@code family} decides which brands, packagings and causes fit, {@code end} how likely it is. */
    record Kind(Text category, Text subCategory, int end, String family, List<Text> models) {}

    /** Why something is recalled; {@code health} is the authorities' advice, or null. */
    record Cause(Text reason, List<Text> risks, Text health) {}

    private static final List<Kind> KINDS = new ArrayList<>();
    private static final Map<String, List<Cause>> CAUSES = new HashMap<>();
    private static final Map<String, List<Text>> TEXTS = new HashMap<>();
    private static final Map<String, Double> SHARES = new HashMap<>();

    static {
        try (InputStream file = Lexicon.class.getResourceAsStream("lexicon.json")) {
            read(new ObjectMapper().readTree(file));
        } catch (IOException e) {
            throw new UncheckedIOException("The sample API's lexicon.json cannot be read from its jar.", e);
        }
    }

    private Lexicon() {}

    private static void read(JsonNode root) {
        root.get("shares")
                .properties()
                .forEach(share -> SHARES.put(share.getKey(), share.getValue().asDouble()));
        root.get("texts").properties().forEach(list -> TEXTS.put(list.getKey(), texts(list.getValue())));
        root.get("byFamily").properties().forEach(kind -> kind.getValue()
                .properties()
                .forEach(list -> TEXTS.put(kind.getKey() + "." + list.getKey(), texts(list.getValue()))));
        root.get("causes").properties().forEach(family -> {
            List<Cause> causes = new ArrayList<>();
            for (JsonNode cause : family.getValue()) {
                JsonNode health = root.get("health").get(cause.get(2).asText());
                causes.add(new Cause(text(cause.get(0)), texts(cause.get(1)), health == null ? null : text(health)));
            }
            CAUSES.put(family.getKey(), causes);
        });
        int end = 0;
        for (JsonNode category : root.get("categories")) {
            Text name = text(category.get(0));
            int sum = 0;
            for (JsonNode sub : category.get(2)) {
                sum += sub.get(1).asInt();
            }
            for (JsonNode sub : category.get(2)) {
                end += Math.max(1, sub.get(1).asInt() * category.get(1).asInt() / sum);
                KINDS.add(new Kind(name, text(sub.get(0)), end, sub.get(2).asText(), texts(sub.get(3))));
            }
        }
    }

    private static Text text(JsonNode text) {
        return Text.of(text.asText());
    }

    private static List<Text> texts(JsonNode list) {
        List<Text> texts = new ArrayList<>();
        list.forEach(text -> texts.add(text(text)));
        return texts;
    }

    static Kind kind(Dice dice) {
        int luck = dice.below(KINDS.get(KINDS.size() - 1).end());
        int i = 0;
        while (KINDS.get(i).end() <= luck) {
            i++;
        }
        return KINDS.get(i);
    }

    static Cause cause(String family, Dice dice) {
        return dice.of(CAUSES.get(family));
    }

    static Text text(String list, Dice dice) {
        return dice.of(TEXTS.get(list));
    }

    /** The texts of a list; null if there is none of that name. */
    static List<Text> texts(String list) {
        return TEXTS.get(list);
    }

    /** True as often as the trap or case of that name comes. */
    static boolean comes(String share, Dice dice) {
        return dice.percent(SHARES.get(share));
    }
}
