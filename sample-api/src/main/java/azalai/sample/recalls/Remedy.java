package azalai.sample.recalls;

import java.time.LocalDate;
import java.util.List;

/** What the consumer gets, until when and from whom; everything but {@code compensations} may be null. */
record Remedy(Text phone, List<String> compensations, LocalDate end, Text publicInfo) {
    static Remedy of(Lexicon lexicon, Dice dice, LocalDate day, int version) {
        Text phone = dice.percent(67) ? Text.of(phone(dice)) : null;
        List<String> compensations =
                dice.percent(80) ? List.of("Remboursement") : Sale.some(lexicon.strings("compensations"), dice, 3);
        LocalDate end = dice.percent(78) ? end(dice, day) : null;
        Text publicInfo = dice.percent(20) ? lexicon.text("publicInfos", dice) : null;
        if (version > 1) {
            String before = publicInfo == null ? "" : publicInfo + "\r\n";
            publicInfo = Text.of(before + "Mise à jour de la fiche : version " + version);
        }
        return new Remedy(phone, compensations, end, publicInfo);
    }

    /** Mostly some weeks later; one in 70 before the publication, one in 2,500 in the year 2323, as in the real data. */
    private static LocalDate end(Dice dice, LocalDate day) {
        LocalDate end = day.plusDays(dice.between(10, 200));
        int luck = dice.below(2_500);
        if (luck == 0) {
            return end.withDayOfMonth(1).withYear(2323);
        }
        return luck <= 36 ? day.minusDays(dice.between(1, 90)) : end;
    }

    private static String phone(Dice dice) {
        return dice.percent(50)
                ? "0800%06d".formatted(dice.below(1_000_000))
                : "0%d%08d".formatted(dice.between(1, 9), dice.below(100_000_000));
    }
}
