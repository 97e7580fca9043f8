package azalai.sample.recalls;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/**
 * Where, when and how the product was sold; a null where the fiche says nothing.
 *
 * @param zonePrefix what V1 puts before the zone, or empty
 * @param zone a list, which V1 joins by a space and V2 by {@code |}
 */
record Sale(
        Text packaging,
        LocalDate from,
        LocalDate to,
        Text temperature,
        Text salubrity,
        Text infos,
        String zonePrefix,
        List<String> zone,
        Text distributors) {
    private static final List<String> FRANCE = List.of("France entière");

    static Sale of(Lexicon lexicon, Dice dice, String family, LocalDate day, int version) {
        LocalDate from = day.minusDays(dice.between(3, 200));
        LocalDate to = from.plusDays(dice.between(0, (int) (day.toEpochDay() - from.toEpochDay())));
        int kind = dice.below(100);
        Text temperature = lexicon.temperature(family);
        Text packaging = dice.percent(66) ? lexicon.text("packagings." + family, dice) : null;
        Text salubrity = "refrigerated".equals(family) && dice.percent(58) ? Text.of(salubrity(dice)) : null;
        Text infos = dice.percent(34) ? lexicon.text("infos", dice) : null;
        int zones = dice.below(100);
        return new Sale(
                packaging,
                kind < 78 ? from : null,
                kind < 70 || kind >= 78 && kind < 80 ? to : null,
                dice.percent(95) ? temperature : null,
                salubrity,
                infos,
                zones < 76 ? "" : zones < 86 ? "Régions: " : zones < 95 ? "Départements: " : "",
                zone(lexicon, dice, zones),
                distributors(lexicon, dice, version));
    }

    private static List<String> zone(Lexicon lexicon, Dice dice, int luck) {
        if (luck < 76) {
            return FRANCE;
        }
        if (luck >= 95) {
            return List.of(lexicon.string("places", dice));
        }
        return some(lexicon.strings(luck < 86 ? "regions" : "departments"), dice, 9);
    }

    /** Between one and {@code most} of the choices, in their order. */
    static List<String> some(List<String> choices, Dice dice, int most) {
        int size = 1 + Math.min(dice.below(most), dice.below(most));
        List<String> some = new ArrayList<>(size);
        for (int i = dice.below(choices.size()); i < choices.size() && some.size() < size; i += dice.between(1, 3)) {
            some.add(choices.get(i));
        }
        return some;
    }

    private static String salubrity(Dice dice) {
        String place = dice.between(10, 95) + "%c%03d%c%03d";
        char mark = ".- ".charAt(dice.below(3));
        String number = place.formatted(mark, dice.below(600), mark, dice.below(90));
        return dice.percent(70) ? "FR " + number + " CE" : number;
    }

    private static Text distributors(Lexicon lexicon, Dice dice, int version) {
        int size = dice.percent(55) ? 1 : dice.between(2, 6);
        String separator = dice.percent(40) ? "\r\n" : ", ";
        StringBuilder text = new StringBuilder();
        for (int i = 0; i < size; i++) {
            text.append(i == 0 ? "" : separator).append(lexicon.string("distributors", dice));
        }
        if (dice.percent(1)) {
            text.append('\t').append("(liste non exhaustive)");
        }
        if (version > 1) {
            text.append(separator)
                    .append("autres points de vente identifiés (version ")
                    .append(version)
                    .append(')');
        }
        return Text.of(text.toString());
    }
}
