package azalai.sample.recalls;

/** A fiche that came after the world's first day, as it was when it came; {@code bornDay} is that day, Paris. */
record Birth(Fiche fiche, int bornDay) {}
