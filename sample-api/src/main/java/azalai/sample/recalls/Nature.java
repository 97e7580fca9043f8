package azalai.sample.recalls;

/** Who wanted the recall. */
final class Nature {
    private static final Text VOLUNTARY = Text.shared("Volontaire (sans arrêté préfectoral)");
    private static final Text IMPOSED = Text.shared("Imposé par arrêté préfectoral");

    private Nature() {}

    /** One in 50 is imposed. */
    static Text of(Fiche fiche) {
        return fiche.ordinal() % 50 == 17 ? IMPOSED : VOLUNTARY;
    }
}
