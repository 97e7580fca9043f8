package azalai.sample.recalls;

import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** A recall in the 31 fields of the retired dataset. */
final class V1Values {
    static final List<String> FIELDS = List.of(
            "reference_fiche",
            "ndeg_de_version",
            "nature_juridique_du_rappel",
            "categorie_de_produit",
            "sous_categorie_de_produit",
            "nom_de_la_marque_du_produit",
            "noms_des_modeles_ou_references",
            "identification_des_produits",
            "conditionnements",
            "date_debut_fin_de_commercialisation",
            "temperature_de_conservation",
            "marque_de_salubrite",
            "informations_complementaires",
            "zone_geographique_de_vente",
            "distributeurs",
            "motif_du_rappel",
            "risques_encourus_par_le_consommateur",
            "preconisations_sanitaires",
            "description_complementaire_du_risque",
            "conduites_a_tenir_par_le_consommateur",
            "numero_de_contact",
            "modalites_de_compensation",
            "date_de_fin_de_la_procedure_de_rappel",
            "informations_complementaires_publiques",
            "liens_vers_les_images",
            "lien_vers_la_liste_des_produits",
            "lien_vers_la_liste_des_distributeurs",
            "lien_vers_affichette_pdf",
            "lien_vers_la_fiche_rappel",
            "rappelguid",
            "date_de_publication");

    private V1Values() {}

    static Object[] of(Fiche fiche, Recall recall) {
        Object[] values = new Object[FIELDS.size()];
        values[0] = fiche.v1Reference();
        values[1] = fiche.version();
        values[3] = Text.v1(recall.category());
        values[4] = Text.v1(recall.subCategory());
        values[5] = Text.v1(recall.brand());
        values[6] = Text.v1(recall.model());
        values[7] = recall.identification().v1();
        values[12] = Text.v1(recall.infos());
        values[15] = Text.v1(recall.risk().reason());
        values[16] = String.join(" ", recall.risk().risks());
        Links links = recall.links();
        values[24] = links.images().isEmpty() ? null : String.join(" ", links.images());
        values[25] = links.products();
        values[26] = links.distributors();
        values[27] = links.poster();
        values[28] = links.page();
        values[29] = fiche.rapex() ? links.guid() : links.guid().toUpperCase(Locale.ROOT);
        values[30] = LocalDate.ofEpochDay(fiche.day()).toString();
        if (!fiche.rapex()) {
            national(values, fiche, recall);
        }
        return values;
    }

    private static void national(Object[] values, Fiche fiche, Recall recall) {
        Sale sale = recall.sale();
        Remedy remedy = recall.remedy();
        values[2] = Text.v1(Nature.of(fiche));
        values[8] = Text.v1(sale.packaging());
        values[9] = period(sale);
        values[10] = Text.v1(sale.temperature());
        values[11] = Text.v1(sale.salubrity());
        values[13] = sale.zonePrefix() + String.join(" ", sale.zone());
        values[14] = Text.v1(sale.distributors());
        values[17] = Text.v1(recall.risk().health());
        values[18] = Text.v1(recall.risk().detail());
        values[19] = String.join(" ", recall.risk().conducts());
        values[20] = Text.v1(remedy.phone());
        values[21] = String.join(" ", remedy.compensations());
        values[22] = remedy.end() == null ? null : FrenchDates.prose(remedy.end());
        values[23] = Text.v1(remedy.publicInfo());
    }

    private static String period(Sale sale) {
        if (sale.from() == null && sale.to() == null) {
            return null;
        }
        StringBuilder text = new StringBuilder(28);
        if (sale.from() == null) {
            return FrenchDates.digits(text.append("Jusqu'au "), sale.to()).toString();
        }
        if (sale.to() == null) {
            return FrenchDates.digits(text.append("Depuis le "), sale.from()).toString();
        }
        FrenchDates.digits(text.append("Du "), sale.from()).append(" au ");
        return FrenchDates.digits(text, sale.to()).toString();
    }
}
