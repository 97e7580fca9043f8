package azalai.sample.recalls;

import java.time.LocalDate;

/**
 * One recall as the world knows it, without its texts.
 *
 * @param ordinal its number in the order in which the world came to know it, from 0; {@code id} is one more
 * @param rapex whether it is a European alert: version 0, most fields null
 * @param version the number of the version shown
 * @param published epoch seconds
 * @param day the publication day in Europe/Paris, as days since 1970
 * @param reference unique, upper case; V2's {@code numero_fiche} is its lower case
 * @param v1Reference the same but for the few alerts that V1 lists twice under one reference
 * @param content which texts it has: two alerts with one V1 reference share them
 * @param firstDay the day before any correction moved it: what its texts speak of
 */
record Fiche(
        int ordinal,
        boolean rapex,
        int version,
        long published,
        int day,
        String reference,
        String v1Reference,
        int content,
        int firstDay) {

    /** {@code 2021-03-0001}: the number counts within the month. */
    static String national(LocalDate day, int number) {
        return day.toString().substring(0, 8) + French.padded(number, 4);
    }

    /** {@code A12/01234/22}, and since 2026 {@code SR/01234/26}: the number counts within the year. */
    static String rapex(LocalDate day, int number) {
        return (day.getYear() < 2026 ? "A12/" : "SR/") + French.padded(number, 5) + "/"
                + French.padded(day.getYear() % 100, 2);
    }

    Fiche corrected(int corrections, long movedTo, int movedDay) {
        boolean moved = movedTo != History.NOT_MOVED;
        return new Fiche(
                ordinal,
                rapex,
                version + corrections,
                moved ? movedTo : published,
                moved ? movedDay : day,
                reference,
                v1Reference,
                content,
                firstDay);
    }

    /** The publication day in UTC, as days since 1970. */
    int utcDay() {
        return (int) Math.floorDiv(published, 86_400L);
    }

    int id() {
        return ordinal + 1;
    }
}
