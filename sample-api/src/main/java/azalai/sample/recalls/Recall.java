package azalai.sample.recalls;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/**
 * Makes up what a fiche says: its parts by their names in fields.csv, before either dataset's spelling. A RAPEX alert has
 * few of them.
 */
final class Recall {
    private static final String SITE = "https://rappel.conso.gouv.fr/";

    private final Map<String, Object> parts = new HashMap<>(64);
    private final Fiche fiche;
    private final Dice dice;
    private final LocalDate day;

    private Recall(long seed, Fiche fiche) {
        this.fiche = fiche;
        this.dice = Dice.of(seed, Topic.CONTENT, fiche.content());
        this.day = LocalDate.ofEpochDay(fiche.firstDay());
    }

    /** The parts; what is absent is null. A text is a Text or a String, or a list of them. */
    static Map<String, Object> of(long seed, Fiche fiche) {
        Recall recall = new Recall(seed, fiche);
        recall.links(Dice.of(seed, Topic.IDENTITY, fiche.ordinal()));
        if (fiche.rapex()) {
            recall.rapex();
        } else {
            recall.national();
        }
        return recall.parts;
    }

    private boolean comes(String share) {
        return Lexicon.comes(share, dice);
    }

    private Text text(String list) {
        return Lexicon.text(list, dice);
    }

    /** Even two alerts with the same texts have addresses of their own. */
    private void links(Dice identity) {
        boolean rapex = fiche.rapex();
        List<String> images = new ArrayList<>();
        int size = rapex ? identity.below(6) / 5 : Lexicon.comes("one image", identity) ? 1 : identity.between(0, 4);
        for (int i = 0; i < size; i++) {
            images.add(SITE + "image/" + uuid(identity) + ".jpg");
        }
        parts.put("images", images.isEmpty() ? null : images);
        for (String list : rapex ? new String[0] : new String[] {"ListeDesProduits", "ListeDesDistributeurs"}) {
            if (Lexicon.comes("document", identity)) {
                parts.put(list, SITE + "document/" + uuid(identity) + "/Interne/" + list);
            }
        }
        String page = fiche.id() + (rapex ? "/Rapex" : "/Interne");
        parts.put("poster", SITE + "affichettePDF/" + page);
        parts.put("page", SITE + "fiche-rappel/" + page);
        String guid = rapex ? hex(identity, 40) : uuid(identity);
        parts.put("guid", guid);
        parts.put("GUID", rapex ? guid : guid.toUpperCase(Locale.ROOT));
    }

    private static String uuid(Dice dice) {
        String digits = hex(dice, 32);
        return String.join(
                "-",
                digits.substring(0, 8),
                digits.substring(8, 12),
                "4" + digits.substring(13, 16),
                digits.substring(16, 20),
                digits.substring(20));
    }

    /** Sixteen digits of each number, the lowest first. */
    private static String hex(Dice dice, int size) {
        StringBuilder digits = new StringBuilder(size);
        long bits = 0;
        for (int i = 0; i < size; i++) {
            bits = i % 16 == 0 ? dice.next() : bits >>> 4;
            digits.append(Character.forDigit((int) bits & 15, 16));
        }
        return digits.toString();
    }

    private void national() {
        Lexicon.Kind kind = Lexicon.kind(dice);
        String family = kind.family();
        String variants = "variants." + family;
        // One in 50 is imposed.
        parts.put("nature", Lexicon.texts("natures").get(fiche.ordinal() % 50 == 17 ? 1 : 0));
        parts.put("category", kind.category());
        parts.put("subCategory", kind.subCategory());
        parts.put("brand", text("brands." + family));
        Text product = dice.of(kind.models());
        parts.put("label", product);
        String model = product + " " + text(variants);
        if (comes("second model")) {
            model += "\r\n" + product + (comes("tab in model") ? "\t" : " ") + text(variants);
        } else if (comes("no-break spaces")) {
            model = model.replace(" ", "\u00a0");
        }
        parts.put("model", model);
        List<Text> temperature = Lexicon.texts("temperatures." + family);
        boolean food = temperature != null;
        parts.put("identification", Identification.national(dice, food, day, fiche.version()));
        sale(family, food ? temperature.get(0) : null);
        risk(family, food);
        remedy();
    }

    private void sale(String family, Text temperature) {
        LocalDate from = day.minusDays(dice.between(3, 200));
        LocalDate to = from.plusDays(dice.between(0, (int) (day.toEpochDay() - from.toEpochDay())));
        int known = dice.below(100);
        from = known < 78 ? from : null;
        to = known < 70 || known >= 78 && known < 80 ? to : null;
        parts.put("from", from);
        parts.put("to", to);
        parts.put("period", French.period(from, to));
        parts.put("packaging", comes("packaging") ? text("packagings." + family) : null);
        parts.put("salubrity", family.equals("refrigerated") && comes("salubrity") ? salubrity() : null);
        parts.put("infos", comes("infos") ? text("infos") : null);
        int where = dice.below(100);
        parts.put("temperature", comes("temperature") ? temperature : null);
        List<?> zone = where < 76
                ? List.of("France entière")
                : where < 95 ? some(Lexicon.texts(where < 86 ? "regions" : "departments"), 9) : List.of(text("places"));
        parts.put("zone", zone);
        String prefix = where < 76 || where >= 95 ? "" : where < 86 ? "Régions: " : "Départements: ";
        parts.put("prefixedZone", prefix + Form.joined(zone, " "));
        parts.put("distributors", distributors());
    }

    /** Between one and {@code most} of the choices, in their order. */
    private List<Text> some(List<Text> choices, int most) {
        int size = 1 + Math.min(dice.below(most), dice.below(most));
        List<Text> some = new ArrayList<>(size);
        for (int i = dice.below(choices.size()); i < choices.size() && some.size() < size; i += dice.between(1, 3)) {
            some.add(choices.get(i));
        }
        return some;
    }

    private String salubrity() {
        int department = dice.between(10, 95);
        char mark = ".- ".charAt(dice.below(3));
        String number =
                department + (mark + French.padded(dice.below(600), 3)) + mark + French.padded(dice.below(90), 3);
        return comes("salubrity in full") ? "FR " + number + " CE" : number;
    }

    private String distributors() {
        int size = comes("one distributor") ? 1 : dice.between(2, 6);
        String separator = comes("distributors in lines") ? "\r\n" : ", ";
        List<String> distributors = new ArrayList<>();
        for (int i = 0; i < size; i++) {
            distributors.add(text("distributors").plain());
        }
        String text = String.join(separator, distributors);
        if (comes("tab in distributors")) {
            text += "\t(liste non exhaustive)";
        }
        return fiche.version() > 1
                ? text + separator + "autres points de vente identifiés (version " + fiche.version() + ")"
                : text;
    }

    private void risk(String family, boolean food) {
        Lexicon.Cause cause = Lexicon.cause(family, dice);
        parts.put("detail", comes("risk in detail") ? text("riskDetails") : null);
        parts.put(
                "reason",
                comes("analysis")
                        ? cause.reason() + " - analyse du laboratoire n° " + dice.between(1_000, 99_999)
                        : cause.reason());
        parts.put("risks", cause.risks());
        parts.put("health", cause.health());
        List<Text> conducts = Lexicon.texts("conducts");
        parts.put("conducts", some(conducts.subList(food ? 0 : 1, conducts.size()), 4));
    }

    /** What the consumer gets, until when and from whom. */
    private void remedy() {
        parts.put("phone", comes("phone") ? phone() : null);
        List<Text> compensations = Lexicon.texts("compensations");
        parts.put("compensations", comes("refund") ? compensations.subList(0, 1) : some(compensations, 3));
        parts.put("end", comes("end") ? end() : null);
        Text publicInfo = comes("public info") ? text("publicInfos") : null;
        parts.put("publicInfo", publicInfo);
        if (fiche.version() > 1) {
            String before = publicInfo == null ? "" : publicInfo + "\r\n";
            parts.put("publicInfo", before + "Mise à jour de la fiche : version " + fiche.version());
        }
    }

    /** Mostly some weeks later; one in 70 before the publication, one in 2,500 in the year 2323, as in the real data. */
    private LocalDate end() {
        LocalDate end = day.plusDays(dice.between(10, 200));
        int luck = dice.below(2_500);
        if (luck == 0) {
            return end.withDayOfMonth(1).withYear(2323);
        }
        return luck <= 36 ? day.minusDays(dice.between(1, 90)) : end;
    }

    private String phone() {
        return comes("free phone")
                ? "0800" + French.padded(dice.below(1_000_000), 6)
                : "0" + dice.between(1, 9) + French.padded(dice.below(100_000_000), 8);
    }

    private void rapex() {
        boolean vehicle = comes("vehicle");
        boolean house = !vehicle && comes("house");
        List<Text> categories = Lexicon.texts("alertCategories");
        parts.put("category", vehicle ? categories.get(0) : house ? categories.get(2) : null);
        parts.put("subCategory", vehicle ? categories.get(1) : house ? categories.get(3) : null);
        Text model = text("vehicles");
        parts.put("model", model);
        parts.put("label", model);
        String approval = "e" + dice.between(1, 13) + "*2007/46*" + French.padded(dice.below(2_000), 4) + "*"
                + French.padded(dice.below(20), 2);
        parts.put("reason", text("vehicleCauses"));
        parts.put("brand", text("brands.car"));
        parts.put("identification", Identification.rapex(dice, vehicle, day));
        parts.put("infos", comes("approval") ? approval : null);
        parts.put("risks", Lexicon.texts("alertRisks"));
    }
}
