package azalai.sample.recalls;

import java.util.List;

/** Why the product is recalled and what that means; {@code risks} and {@code conducts} are lists, detail may be null. */
record Risk(Text reason, List<String> risks, Text health, Text detail, List<String> conducts) {
    static Risk of(Lexicon lexicon, Dice dice, String family) {
        Lexicon.Cause cause = lexicon.cause(family, dice);
        Text detail = dice.percent(26) ? lexicon.text("riskDetails", dice) : null;
        Text reason = cause.reason();
        if (dice.percent(12)) {
            reason = Text.of(reason + " - analyse du laboratoire n° " + dice.between(1_000, 99_999));
        }
        boolean food = lexicon.temperature(family) != null;
        List<String> all = lexicon.strings("conducts");
        int first = food ? 0 : 1;
        List<String> conducts = Sale.some(all.subList(first, all.size()), dice, 4);
        return new Risk(reason, cause.risks(), cause.health(), detail, conducts);
    }
}
