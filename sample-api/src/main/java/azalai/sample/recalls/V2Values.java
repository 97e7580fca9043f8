package azalai.sample.recalls;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;

/** A recall in the 34 fields of the current dataset. */
final class V2Values {
    static final List<String> FIELDS = List.of(
            "numero_fiche",
            "numero_version",
            "nature_juridique_rappel",
            "categorie_produit",
            "sous_categorie_produit",
            "marque_produit",
            "modeles_ou_references",
            "identification_produits",
            "conditionnements",
            "date_debut_commercialisation",
            "date_date_fin_commercialisation",
            "temperature_conservation",
            "marque_salubrite",
            "informations_complementaires",
            "zone_geographique_de_vente",
            "distributeurs",
            "motif_rappel",
            "risques_encourus",
            "preconisations_sanitaires",
            "description_complementaire_risque",
            "conduites_a_tenir_par_le_consommateur",
            "numero_contact",
            "modalites_de_compensation",
            "date_de_fin_de_la_procedure_de_rappel",
            "informations_complementaires_publiques",
            "liens_vers_les_images",
            "lien_vers_la_liste_des_produits",
            "lien_vers_la_liste_des_distributeurs",
            "lien_vers_affichette_pdf",
            "lien_vers_la_fiche_rappel",
            "rappel_guid",
            "date_publication",
            "libelle",
            "id");

    private V2Values() {}

    static String key(Fiche fiche) {
        return fiche.reference().toLowerCase(Locale.ROOT);
    }

    static Object[] of(Fiche fiche, Recall recall) {
        Object[] values = new Object[FIELDS.size()];
        values[0] = key(fiche);
        values[1] = fiche.version();
        values[3] = Text.v2(recall.category());
        values[4] = Text.v2(recall.subCategory());
        values[5] = Text.v2(recall.brand());
        values[6] = Text.v2(recall.model());
        values[7] = recall.identification().v2();
        values[13] = Text.v2(recall.infos());
        values[16] = Text.v2(recall.risk().reason());
        values[17] = list(recall.risk().risks());
        Links links = recall.links();
        values[25] = links.images().isEmpty() ? null : String.join("|", links.images());
        values[26] = lower(links.products());
        values[27] = lower(links.distributors());
        values[28] = lower(links.poster());
        values[29] = lower(links.page());
        values[30] = links.guid();
        values[31] = Instant.ofEpochSecond(fiche.published());
        values[32] = Text.v2(recall.label());
        values[33] = fiche.id();
        if (!fiche.rapex()) {
            national(values, fiche, recall);
        }
        return values;
    }

    private static void national(Object[] values, Fiche fiche, Recall recall) {
        Sale sale = recall.sale();
        Remedy remedy = recall.remedy();
        values[2] = Text.v2(Nature.of(fiche));
        values[8] = Text.v2(sale.packaging());
        values[9] = iso(sale.from());
        values[10] = iso(sale.to());
        values[11] = Text.v2(sale.temperature());
        values[12] = Text.v2(sale.salubrity());
        values[14] = list(sale.zone());
        values[15] = Text.v2(sale.distributors());
        values[18] = Text.v2(recall.risk().health());
        values[19] = Text.v2(recall.risk().detail());
        values[20] = list(recall.risk().conducts());
        values[21] = Text.v2(remedy.phone());
        values[22] = list(remedy.compensations());
        values[23] = iso(remedy.end());
        values[24] = Text.v2(remedy.publicInfo());
    }

    private static String list(List<String> parts) {
        return Text.respelled(parts.size() == 1 ? parts.get(0) : String.join("|", parts));
    }

    private static String lower(String text) {
        return text == null ? null : text.toLowerCase(Locale.ROOT);
    }

    private static String iso(LocalDate date) {
        return date == null ? null : date.toString();
    }
}
