package azalai.sample.recalls;

import java.time.LocalDate;
import java.util.List;

/** The texts of a fiche, before either dataset's form; a RAPEX alert has no {@code sale} and no {@code remedy}. */
record Recall(
        Text category,
        Text subCategory,
        Text brand,
        Text model,
        Text label,
        Identification identification,
        Sale sale,
        Text infos,
        Risk risk,
        Remedy remedy,
        Links links) {
    static Recall of(long seed, Fiche fiche) {
        Dice dice = Dice.of(seed, Topic.CONTENT, fiche.content());
        Links links = Links.of(seed, fiche);
        LocalDate day = LocalDate.ofEpochDay(fiche.firstDay());
        return fiche.rapex()
                ? rapex(Lexicon.shared(), dice, links, day)
                : national(Lexicon.shared(), dice, links, day, fiche.version());
    }

    private static Recall national(Lexicon lexicon, Dice dice, Links links, LocalDate day, int version) {
        Lexicon.Kind kind = lexicon.kind(dice);
        String family = kind.family();
        Text brand = lexicon.text("brands." + family, dice);
        String product = dice.of(kind.models());
        String variants = "variants." + family;
        String model = product + " " + lexicon.string(variants, dice);
        if (dice.percent(12)) {
            model += "\r\n" + product + (dice.percent(10) ? "\t" : " ") + lexicon.string(variants, dice);
        } else if (dice.percent(2)) {
            model = model.replace(" ", "\u00a0");
        }
        Identification identification = Identification.national(lexicon, dice, family, day, version);
        Sale sale = Sale.of(lexicon, dice, family, day, version);
        Risk risk = Risk.of(lexicon, dice, family);
        Remedy remedy = Remedy.of(lexicon, dice, day, version);
        return new Recall(
                kind.category(),
                kind.subCategory(),
                brand,
                Text.of(model),
                Text.of(product),
                identification,
                sale,
                sale.infos(),
                risk,
                remedy,
                links);
    }

    private static Recall rapex(Lexicon lexicon, Dice dice, Links links, LocalDate day) {
        boolean vehicle = dice.percent(96);
        Text category = vehicle ? VEHICLES : dice.percent(50) ? HOUSE : null;
        Text subCategory = vehicle ? CARS : category == null ? null : PRESSURE;
        Text model = lexicon.text("vehicles", dice);
        String approval = "e%d*2007/46*%04d*%02d".formatted(dice.between(1, 13), dice.below(2_000), dice.below(20));
        Text reason = lexicon.text("vehicleCauses", dice);
        return new Recall(
                category,
                subCategory,
                lexicon.text("brands.car", dice),
                model,
                model,
                Identification.rapex(lexicon, dice, vehicle, day),
                null,
                dice.percent(97) ? Text.of(approval) : null,
                new Risk(reason, List.of("Blessures"), null, null, null),
                null,
                links);
    }

    private static final Text VEHICLES = Text.shared("Automobiles et moyens de déplacement");
    private static final Text CARS = Text.shared("Automobiles, motos, scooters");
    private static final Text HOUSE = Text.shared("Maison-Habitat");
    private static final Text PRESSURE = Text.shared("Appareils à pression");
}
